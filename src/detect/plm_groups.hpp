// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/movement_indices.hpp"
#include "detect/plm.hpp"

namespace calfemg::detect {

using core::EventCount;
using core::GroupIndices;
/// One for each group of stages.
[[nodiscard]] std::vector<GroupIndices> group_indices(const MarkedNight& night,
                                                      std::span<const ScoredMovement> movements,
                                                      const PlmOptions& options);

}  // namespace calfemg::detect
