// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "detect/plm.hpp"
#include "detect/plm_selection.hpp"

namespace calfemg::detect {

/// Number, rate and durations of the movements of a kind, a side and a group of stages.
struct MovementCount {
  std::string_view kind;   ///< of kMovementKinds
  std::string_view side;   ///< of kMovementSides
  std::string_view group;  ///< of kStageGroups
  int count = 0;
  double per_hour = core::kMissing;  ///< of that group of stages; NaN without such time
  double mean_s = core::kMissing;    ///< duration; NaN without movements
  double sd_s = core::kMissing;      ///< with n - 1; NaN for fewer than two
  double min_s = core::kMissing;
  double max_s = core::kMissing;
};

/// Every kind of movement on every side in every group of stages, in the order of the tables.
[[nodiscard]] std::vector<MovementCount> movement_counts(const MarkedNight& night,
                                                         std::span<const ScoredMovement> movements);

/// Seconds of a group of stages; NaN without a hypnogram.
[[nodiscard]] double seconds_of(const MarkedNight& night, const StageGroup& group);

/// NaN when there is no such time.
[[nodiscard]] double rate_per_hour(int count, double seconds);

}  // namespace calfemg::detect
