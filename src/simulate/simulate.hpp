// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/event.hpp"
#include "core/recording.hpp"
#include "simulate/body.hpp"
#include "simulate/discharge.hpp"
#include "simulate/disturbance.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// All of a simulated night but its samples. Nothing here depends on the recorder's rate.
struct Night {
  core::RecordingInfo info;
  Body body;
  std::vector<Spike> spikes;  ///< of all muscles, ordered by time
  std::vector<Disturbance> disturbances;
  std::vector<core::Event> truth;  ///< in table order
};

/// Draws a night. The same scenario and seed give the same night on every machine, with every
/// recorder: rate, format, unit and filters change the samples only.
/// @throws core::ConfigError  an event names a channel that the montage does not have
[[nodiscard]] Night make_night(const Scenario& scenario, std::uint64_t seed);

/// Renders the night as the recorder of the scenario stores it, in the calfemg layout.
/// @throws core::OutputError
void write_night(const Scenario& scenario,
                 const Night& night,
                 std::uint64_t seed,
                 const std::filesystem::path& out);

/// make_night and write_night. @returns the true events, in table order
[[nodiscard]] std::vector<core::Event> simulate(const Scenario& scenario,
                                                std::uint64_t seed,
                                                const std::filesystem::path& out);

}  // namespace calfemg::simulate
