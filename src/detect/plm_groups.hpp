// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "detect/plm.hpp"

namespace calfemg::detect {

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

/// One for each group of stages.
[[nodiscard]] std::vector<GroupIndices> group_indices(const MarkedNight& night,
                                                      std::span<const ScoredMovement> movements,
                                                      const PlmOptions& options);

}  // namespace calfemg::detect
