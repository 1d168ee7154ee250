// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "simulate/renderer.hpp"
#include "simulate/scenario.hpp"
#include "simulate/simulate.hpp"

namespace calfemg::test {

/// A minute of rest on both legs.
inline simulate::Scenario small_scenario() {
  simulate::Scenario scenario;
  scenario.name = "small";
  scenario.night.duration_s = 60.0;
  scenario.night.hypnogram = false;
  return scenario;
}

/// An event at a fixed time; chances are set to 0 or 1 by the test.
inline simulate::EventSpec at(simulate::Kind kind, double onset_s, double duration_s) {
  simulate::EventSpec event;
  event.kind = kind;
  event.onset_s = simulate::Range{onset_s, onset_s};
  event.leg = core::Leg::left;
  event.muscle = core::Muscle::gastrocnemius_medialis;
  if (duration_s > 0.0) event.values["duration_s"] = {duration_s, duration_s};
  return event;
}

/// All samples of a night, one vector for each channel, uV.
inline std::vector<std::vector<double>> samples_of(const simulate::Scenario& scenario,
                                                   const simulate::Night& night) {
  simulate::Renderer renderer(
      scenario, night.body, night.spikes, night.disturbances, simulate::Random(1));
  const std::size_t count = renderer.sample_count();
  const auto planar = renderer.next(count);
  std::vector<std::vector<double>> channels;
  for (std::size_t c = 0; c < night.body.electrodes.size(); ++c) {
    const auto part = std::span(planar).subspan(c * count, count);
    channels.emplace_back(part.begin(), part.end());
  }
  return channels;
}

inline double rms(const std::vector<double>& samples, double from_s, double to_s, double rate_hz) {
  double sum = 0.0;
  const auto first = static_cast<std::size_t>(from_s * rate_hz);
  const auto last = static_cast<std::size_t>(to_s * rate_hz);
  for (std::size_t i = first; i < last; ++i)
    sum += samples[i] * samples[i];
  return std::sqrt(sum / static_cast<double>(last - first));
}

inline std::size_t electrode(const simulate::Night& night, const std::string& label) {
  for (std::size_t e = 0; e < night.body.electrodes.size(); ++e) {
    if (core::label(night.body.electrodes[e].role) == label) return e;
  }
  return night.body.electrodes.size();
}

}  // namespace calfemg::test
