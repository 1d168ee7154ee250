// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/movement_indices.hpp"
#include "detect/plm.hpp"
#include "detect/plm_selection.hpp"

namespace calfemg::detect {

using core::MovementCount;
/// Every kind of movement on every side in every group of stages, in the order of the tables.
[[nodiscard]] std::vector<MovementCount> movement_counts(const MarkedNight& night,
                                                         std::span<const ScoredMovement> movements);

/// Seconds of a group of stages; NaN without a hypnogram.
[[nodiscard]] double seconds_of(const MarkedNight& night, const StageGroup& group);

/// NaN when there is no such time.
[[nodiscard]] double rate_per_hour(int count, double seconds);

}  // namespace calfemg::detect
