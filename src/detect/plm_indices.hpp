// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
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

/// Arousals or respiratory events by their stage at onset.
struct EventCount {
  std::string_view group;
  int count = 0;
  double per_hour = core::kMissing;
  double with_clm_share = core::kMissing;  ///< at least one CLM goes with it, 0..1
};

struct GroupIndices {
  std::string_view group;
  double duration_s = core::kMissing;                   ///< NaN without a hypnogram
  double periodicity = core::kMissing;                  ///< PLM / CLM, 0..1
  double periodicity_not_respiratory = core::kMissing;  ///< the same without respiratory ones
  EventCount respiratory;
  EventCount arousal;
};

/// Every kind of movement on every side in every group of stages, in the order of the tables.
[[nodiscard]] std::vector<MovementCount> movement_counts(const MarkedNight& night,
                                                         std::span<const ScoredMovement> movements);

/// One for each group of stages.
[[nodiscard]] std::vector<GroupIndices> group_indices(const MarkedNight& night,
                                                      std::span<const ScoredMovement> movements,
                                                      const PlmOptions& options);

/// Seconds of a group of stages; NaN without a hypnogram.
[[nodiscard]] double seconds_of(const MarkedNight& night, const StageGroup& group);

}  // namespace calfemg::detect
