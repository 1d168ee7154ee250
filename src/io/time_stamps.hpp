// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/quantity.hpp"
#include "io/found_recording.hpp"
#include "io/hdf5_node.hpp"
#include "io/sample_dataset.hpp"

namespace calfemg::io {

/// Largest distance of a time stamp from its place at a constant rate, in samples.
inline constexpr double kMostJitterSamples = 0.1;

/// Regular time that a list of time stamps gives: a constant rate with gaps.
struct StampedGrid {
  core::Hertz rate;
  double start_s = 0.0;       ///< first time stamp
  long long start_ticks = 0;  ///< the same as it is stored, when it is a 64-bit integer
  std::vector<Piece> pieces;  ///< what lies between gaps
  double worst_jitter = 0.0;  ///< samples
};

/// Rate, start and gaps of samples that have a time stamp each. Two stamps that are more than 1.5
/// usual distances apart are a gap; between gaps every stamp must be within `kMostJitterSamples`
/// of its place at the rate that all pieces have together. A piece begins at the sample that is
/// nearest to its first stamp, and at least one sample after the piece before it.
/// @param place             for messages
/// @param ticks_per_second  1 for seconds, 1e9 for nanoseconds
/// @throws core::FormatError  fewer than 2 stamps, others that do not increase, irregular ones,
///                            more than 10 000 gaps
[[nodiscard]] StampedGrid grid_of_stamps(const Hdf5Node& place,
                                         const SampleDataset& stamps,
                                         double ticks_per_second);

/// Gives the grid to a block whose data sets are added, with a declared gap for each hole, and
/// notes what the rate was taken from.
/// @throws core::FormatError  another number of samples than stamps; longer than a recording can be
void place_on_grid(FoundBlock& block, const StampedGrid& grid, FoundRecording& recording);

}  // namespace calfemg::io
