// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "detect/plm.hpp"
#include "detect/plm_selection.hpp"

namespace calfemg::detect {

/// Intervals from onset to onset of consecutive CLM; each belongs to the stage of the later one.
struct IntervalCount {
  std::string_view group;
  int too_short = 0;  ///< below the smallest interval of a series
  int periodic = 0;   ///< as in a series
  int too_long = 0;
  double too_short_per_hour = core::kMissing;
  double geometric_mean_s = core::kMissing;  ///< exp of the mean of ln; all intervals
  double geometric_sd = core::kMissing;      ///< exp of the SD of ln (n - 1); a factor
  std::vector<int> histogram;                ///< bins of kIntervalBinSeconds from 0
};

inline constexpr double kIntervalBinSeconds = 2.0;  ///< as in the literature on PLM intervals

/// One for each group of stages. The histogram goes up to `options.max_interval_s`, that value
/// included in its last bin.
/// @param place  `all` or `not_respiratory`
[[nodiscard]] std::vector<IntervalCount> interval_counts(const MarkedNight& night,
                                                         std::span<const ScoredMovement> movements,
                                                         SeriesPlace ScoredMovement::*place,
                                                         const PlmOptions& options);

}  // namespace calfemg::detect
