// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/session_table.hpp"
#include "detect/options.hpp"
#include "detect/runs.hpp"

namespace calfemg::detect {

/// Bins with a bit of Quality.
[[nodiscard]] Flags bins_with(const core::ChannelTable& table, core::Quality bit);

/// Stretches without change: the bit `flat`, or RMS below `flat_level_uv`, for `flat_min_s`; the
/// bit alone counts from `stuck_min_s` on where it is rare (a coarse converter stands still often).
[[nodiscard]] std::vector<Run> flat_runs(const core::ChannelTable& table,
                                         const ArtifactOptions& options);

/// The bit `clipped`, widened by `clip_margin_s`. A stretch that stands still between two clipped
/// bins is part of it: the signal is stuck at the rail.
[[nodiscard]] std::vector<Run> clip_runs(const core::ChannelTable& table,
                                         const ArtifactOptions& options);

}  // namespace calfemg::detect
