// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/movement_indices.hpp"
#include "detect/plm.hpp"
#include "detect/plm_selection.hpp"

namespace calfemg::detect {

using core::IntervalCount;
using core::kIntervalBinSeconds;

/// One for each group of stages. The histogram goes up to `options.max_interval_s`, that value
/// included in its last bin.
/// @param place  `all` or `not_respiratory`
[[nodiscard]] std::vector<IntervalCount> interval_counts(const MarkedNight& night,
                                                         std::span<const ScoredMovement> movements,
                                                         SeriesPlace ScoredMovement::*place,
                                                         const PlmOptions& options);

}  // namespace calfemg::detect
