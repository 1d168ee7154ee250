// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "detect/plm.hpp"

namespace calfemg::detect {

/// Writes into `place` of each movement its interval and its series. Stages play no part.
/// @param is_left_out  movements that are passed over as if they were not there
void form_series(std::vector<ScoredMovement>& movements,
                 SeriesPlace ScoredMovement::*place,
                 bool (*is_left_out)(const ScoredMovement&),
                 const PlmOptions& options);

/// What an interval between two CLM is to a series.
enum class IntervalKind : std::uint8_t { none, too_short, periodic, too_long };

/// `none` for a missing interval.
[[nodiscard]] IntervalKind kind_of_interval(double interval_s, const PlmOptions& options);

}  // namespace calfemg::detect
