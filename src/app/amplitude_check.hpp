// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::app {

/// A look at a channel in a few excerpts: is it there, is it of the size of EMG, is it noise.
/// The signal is as recorded, only without its mean: slow drift and hum count.
struct AmplitudeCheck {
  double median_rms_uv = core::kMissing;  ///< of 1-s stretches; missing when none is half valid
  double p95_rms_uv = core::kMissing;     ///< 95th percentile of them
  double nan_fraction = core::kMissing;   ///< of the samples that were read
};

/// First samples and length of `excerpt_count` excerpts that are spread evenly over a block; one
/// excerpt of everything when the block is shorter than all of them together.
struct ExcerptPlan {
  std::vector<std::uint64_t> first_samples;
  std::size_t length = 0;  ///< samples of each
};

[[nodiscard]] ExcerptPlan plan_excerpts(const core::BlockInfo& block);

/// True for channels whose values are a voltage: the others have no microvolts to check.
[[nodiscard]] bool is_voltage(const core::ChannelInfo& channel);

/// RMS of each stretch of `stretch` samples around its mean, NaN left out; stretches with less
/// than half of their samples valid are left out, and so is the remainder at the end.
[[nodiscard]] std::vector<double> stretch_rms_uv(std::span<const double> excerpt_uv,
                                                 std::size_t stretch);

/// Checks of all channels of a block, in their order; channels without a voltage stay missing.
/// Reads excerpts of 2 s at 10 places, not the whole block.
/// @throws core::FileError
[[nodiscard]] std::vector<AmplitudeCheck> check_amplitudes(io::RecordingReader& reader,
                                                           std::size_t block);

}  // namespace calfemg::app
