// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/artifact_low.hpp"

namespace calfemg::detect {

/// Heart beats that a channel hears.
struct Heart {
  std::vector<Run> stretches;  ///< from the first to the last beat of a regular row
  Flags beats;                 ///< [bin] the beats themselves
};

/// Rows of regular beats: peaks of the low-frequency envelope of at least `ecg_usual_multiple`
/// times its median and `ecg_band_multiple` of the RMS in the band, `ecg_shortest_s` to
/// `ecg_longest_s` apart. In windows of `ecg_window_s` at least `ecg_regular_share` of the
/// intervals must lie within `ecg_tolerance` of their median (or of twice that: a missed beat).
[[nodiscard]] Heart find_heart(const core::ChannelTable& table, const ArtifactOptions& options);

}  // namespace calfemg::detect
