// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/recording.hpp"
#include "simulate/body.hpp"
#include "simulate/discharge.hpp"
#include "simulate/disturbance.hpp"
#include "simulate/plan.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// How the begin and the end of a true event are found in the discharges.
enum class ClaimRule : std::uint8_t {
  stands_out,  ///< RMS over rest reaches a multiple and stays there most of the next second
  amplitude,   ///< leg-movement rule of AASM and WASM: +8 uV, until below +2 uV for 0.5 s
  as_planned   ///< the planned interval, when it stands out anywhere in it
};

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// An event that was meant to happen; truth when the electrodes can see it.
struct Claim {
  core::EventType type = core::EventType::cramp;
  std::string kind;
  std::optional<core::Leg> leg;  ///< absent: both
  core::Muscle muscle = core::Muscle::none;
  ClaimRule rule = ClaimRule::stands_out;
  double stand_out = 1.4;     ///< multiple of rest
  double smoothing_s = 0.25;  ///< of the RMS
  double hold_s = 1.0;        ///< it must stand out for most of this
  core::Interval planned;
  std::vector<std::size_t> activities;  ///< indices into Performance::activities
};

// NOLINTEND(readability-magic-numbers)

/// What an occurrence did: discharges, disturbances, what it did to sleep, and what is claimed.
struct Performance {
  std::vector<std::vector<Spike>> activities;
  std::vector<Claim> claims;
  std::vector<Disturbance> disturbances;
  std::vector<core::Annotation> annotations;
  std::vector<core::Interval> awake;
};

[[nodiscard]] Performance perform(const Scenario& scenario,
                                  const Body& body,
                                  const Occurrence& occurrence);

}  // namespace calfemg::simulate
