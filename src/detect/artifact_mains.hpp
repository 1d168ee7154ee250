// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/artifact_low.hpp"

namespace calfemg::detect {

/// Mains hum of a channel.
struct Hum {
  std::vector<Run> bursts;    ///< hum that came and went, whether or not a notch copes with it
  std::vector<Run> lead_off;  ///< such bursts in which the offset jumps: a lead that is off
  std::vector<Run> drowning;  ///< bins whose signal is not usable for it
};

/// A burst is at least `mains_min_s` of hum (median of rows over that time) of `mains_min_uv`,
/// `mains_usual_multiple` times its usual level (lower quartile) and `mains_burst_share` of the RMS
/// in the band; pauses up to `mains_join_s` do not end it. It is `lead_off` when hum is at least
/// `lead_off_min_uv` and the low-frequency envelope jumps.
[[nodiscard]] Hum find_hum(const core::ChannelTable& table,
                           const LowFrequency& low,
                           const ArtifactOptions& options);

}  // namespace calfemg::detect
