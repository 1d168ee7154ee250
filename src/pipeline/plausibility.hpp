// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "core/recording.hpp"
#include "io/recording_reader.hpp"
#include "signal/options.hpp"

namespace calfemg::pipeline {

// Bounds of what a channel of raw surface EMG can be. They are wide: they are to catch a wrong
// unit, a wrong signal or a dead channel, and no unusual muscle. Where nothing was published, they
// are ours.

/// Rest of surface EMG with its noise is 1 to 5 uV RMS, and no amplifier has less noise than some
/// 0.1 uV; a channel that rests lower is in another unit. Ours.
inline constexpr double kLowestRestUv = 0.05;
/// A maximal contraction of the gastrocnemius is 100 to 500 uV RMS: nobody rests there. Ours.
inline constexpr double kHighestRestUv = 500.0;
/// Surface EMG stays below 10 mV peak to peak (De Luca 1997, J Appl Biomech 13:135); 95 % of all
/// seconds stay below this RMS.
inline constexpr double kHighestActivityUv = 5000.0;
/// A step of the converter above the RMS at rest hides rest, and with it tension. Ours.
inline constexpr double kMostStepsOfRest = 1.0;
/// Raw EMG is negative half of the time. A signal that hardly ever is, with a mean of at least half
/// of its SD (a rectified normal one: 1.3), is rectified, smoothed, or carries an offset. Ours.
inline constexpr double kFewestNegative = 0.01;
inline constexpr double kMostMeanPerSd = 0.5;

/// What is wrong with a channel, and what to do.
struct Implausibility {
  std::string problem;  ///< "is never below zero (mean 33 uV, SD 3 uV): ..."
  std::string advice;
};

/// Samples of one channel: complete stretches of one second, without missing ones.
using Stretches = std::vector<std::vector<double>>;

/// First thing that no raw surface EMG can be; nullopt too when there is nothing to judge by.
/// @param step_uv  of the converter; missing when not known
[[nodiscard]] std::optional<Implausibility> implausibility(const Stretches& stretches,
                                                           core::Hertz rate,
                                                           double step_uv);

/// An EMG channel that was refused.
struct RefusedChannel {
  std::size_t block = 0;
  std::size_t channel = 0;
  std::string name;
  Implausibility why;

  [[nodiscard]] std::string sentence() const;  ///< without a full stop
};

/// Looks at the EMG channels in 20 excerpts of 2 s, spread evenly over the recording, and at their
/// bands.
/// @throws core::FileError
[[nodiscard]] std::vector<RefusedChannel> find_implausible(io::RecordingReader& reader,
                                                           const signal::SignalOptions& options);

/// Refuses a recording of which every EMG channel is implausible.
/// @throws core::FormatError with the first of them
void require_plausible(const core::RecordingInfo& info,
                       const std::vector<RefusedChannel>& implausible);

/// The same recording, in which these channels have no role.
[[nodiscard]] std::unique_ptr<io::RecordingReader> without_channels(
    std::unique_ptr<io::RecordingReader> reader, const std::vector<RefusedChannel>& channels);

}  // namespace calfemg::pipeline
