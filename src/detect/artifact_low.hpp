// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session_table.hpp"
#include "detect/options.hpp"
#include "detect/runs.hpp"

namespace calfemg::detect {

/// What the low-frequency envelope of a channel says, bin by bin.
struct LowFrequency {
  double usual_uv = core::kMissing;  ///< median over the session
  Flags disturbed;                   ///< [bin] more below the band than a muscle has there
};

/// Bins in which the RMS in 2-15 Hz is at least `motion_min_uv`, `motion_usual_multiple` times its
/// median over the session, and `motion_band_multiple` times the RMS in the band (the median over
/// the session where that is more). A muscle, however strong, has a tenth of its RMS there.
[[nodiscard]] LowFrequency low_frequency(const core::ChannelTable& table,
                                         const ArtifactOptions& options);

}  // namespace calfemg::detect
