// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "simulate/body.hpp"
#include "simulate/random.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// One thing that will happen, all its numbers drawn.
struct Occurrence {
  Kind kind = Kind::cramp;
  double onset_s = 0.0;
  double duration_s = 0.0;
  core::Leg leg = core::Leg::left;
  core::Muscle muscle = core::Muscle::none;
  std::vector<std::size_t> electrodes;  ///< of artefacts
  std::map<std::string, double, std::less<>> values;
  Random random{0};  ///< for what is drawn while it happens

  [[nodiscard]] double value(std::string_view name) const;
};

/// Draws the events of a night, ordered by onset. Events that touch the same leg do not overlap
/// (5 s between them), artefacts on one channel neither; an artefact avoids muscle activity most of
/// the time. Events for which there is no room are left out.
[[nodiscard]] std::vector<Occurrence> make_plan(const Scenario& scenario,
                                                const Body& body,
                                                const core::Hypnogram& hypnogram,
                                                const Random& random);

}  // namespace calfemg::simulate
