// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/recording.hpp"
#include "simulate/body.hpp"
#include "simulate/plan.hpp"

namespace calfemg::simulate {

/// A damped oscillation: amplitude exp(-t / decay) cos(2 pi frequency t + phase), t from its start.
/// Motion, pops, heart beats and jumps of the offset are made of these.
struct Ringing {
  double start_s = 0.0;
  double amplitude_uv = 0.0;
  double frequency_hz = 0.0;
  double decay_s = 1.0;
  double phase = 0.0;

  [[nodiscard]] double end_s() const;  ///< when exp(-6) is left
};

/// Something wrong on one channel for a while. What is not used is neutral.
struct Disturbance {
  Kind kind = Kind::motion;
  std::size_t electrode = 0;
  core::Interval interval;
  std::vector<Ringing> ringings;  ///< before the recorder's filter
  double hum_uv = 0.0;            ///< RMS of more mains hum
  double emg_gain = 1.0;          ///< of what the electrode hears of muscle and rest
  double output_gain = 1.0;       ///< behind the filter
  double rail_offset = 0.0;       ///< behind the filter, in units of the rail
};

/// The disturbances, one for each channel, that an artefact occurrence makes.
[[nodiscard]] std::vector<Disturbance> make_disturbances(const Occurrence& occurrence);

/// A motion artefact on some channels, as part of another event.
[[nodiscard]] std::vector<Disturbance> make_motion(const std::vector<std::size_t>& electrodes,
                                                   const core::Interval& interval,
                                                   double amplitude_uv,
                                                   const Random& random);

/// Adds a ringing to samples that begin at `first_s`, one each `step_s`.
void add_ringing(const Ringing& ringing, double first_s, double step_s, std::span<double> samples);

}  // namespace calfemg::simulate
