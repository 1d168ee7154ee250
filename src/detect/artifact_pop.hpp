// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session_table.hpp"
#include "detect/options.hpp"
#include "detect/runs.hpp"

namespace calfemg::detect {

/// Bins hit by an impulse: one large peak that stands far above its own bin and above the signal
/// around, and is over within `pop_recovery_s`. A muscle burst lasts longer or peaks less.
[[nodiscard]] Flags pop_bins(const core::ChannelTable& table, const ArtifactOptions& options);

}  // namespace calfemg::detect
