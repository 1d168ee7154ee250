// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/session_table.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/options.hpp"
#include "signal/biquad.hpp"

namespace calfemg::pipeline {

/// How one channel will be conditioned, known before its samples are streamed.
struct ChannelPlan {
  std::size_t block = 0;
  std::size_t channel = 0;  ///< index into the block's channels
  core::ChannelConditions conditions;
  std::vector<signal::BiquadCoefficients> sections;
  std::size_t delay_samples = 0;
  std::size_t settle_samples = 0;
  std::vector<double> mains_watch_hz;  ///< lines at which mains is measured, found or not
};

/// Plans every EMG channel from at most 60 excerpts of 4 s, spread evenly over the recording: the
/// band that it covers, mains frequency and harmonics, resting noise.
/// @throws core::FormatError when a channel covers too narrow a band for EMG
[[nodiscard]] std::vector<ChannelPlan> survey(io::RecordingReader& reader, const Options& options);

/// Indices of the channels of a block that have an EMG role.
[[nodiscard]] std::vector<std::size_t> emg_channels(const core::BlockInfo& block);

}  // namespace calfemg::pipeline
