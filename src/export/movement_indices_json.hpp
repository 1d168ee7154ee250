// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/movement_indices.hpp"
#include "export/json.hpp"

namespace calfemg::exporting {

/// Members "rules", "hypnogram", "groups", "counts", "intervals", "intervals_not_respiratory": the
/// same in `rescore --json` and in report.json.
[[nodiscard]] Json movement_indices_json(const core::MovementIndices& indices);

/// Those, with "method" and "standard_derivation": the member "leg_movements" of report.json.
[[nodiscard]] Json leg_movements_json(const core::MovementIndices& indices);

}  // namespace calfemg::exporting
