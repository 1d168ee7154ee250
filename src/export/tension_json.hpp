// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session_result.hpp"
#include "export/json.hpp"

namespace calfemg::exporting {

/// The member "tension" of report.json: "signatures" and "asymmetries".
[[nodiscard]] Json tension_json(const core::Findings& findings);

}  // namespace calfemg::exporting
