// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "evaluate/assignment.hpp"
#include "evaluate/options.hpp"

namespace calfemg::evaluate {

/// Two events of one type may be the same: same place, and they overlap enough or begin together.
[[nodiscard]] bool may_match(const core::Event& truth,
                             const core::Event& detected,
                             const Options& options);

/// One-to-one pairs (row: of `truth`, column: of `detected`) of events that may match: as many
/// pairs as possible, among these the largest sum of overlaps (intersection over union). All
/// events of one type; any order; by row.
[[nodiscard]] std::vector<Pair> match_events(const std::vector<core::Event>& truth,
                                             const std::vector<core::Event>& detected,
                                             const Options& options);

}  // namespace calfemg::evaluate
