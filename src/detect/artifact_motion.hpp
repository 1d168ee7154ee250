// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/artifact_low.hpp"

namespace calfemg::detect {

/// Clusters of disturbed bins, told apart by how long they last.
struct Motion {
  std::vector<Run> swings;  ///< motion of electrode or cable: from the first to the last swing
  std::vector<Run> pops;    ///< single short ones
  Flags unusable;           ///< [bin] disturbed bins of both, with a margin
};

/// Disturbed bins up to `motion_join_s` apart belong together. A cluster needs a bin of
/// `motion_peak_multiple` times the usual low-frequency RMS and two disturbed bins. It is a pop
/// when it lasts at most `pop_span_s`, else motion.
[[nodiscard]] Motion find_motion(const core::ChannelTable& table,
                                 const LowFrequency& low,
                                 const ArtifactOptions& options);

}  // namespace calfemg::detect
