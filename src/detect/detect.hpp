// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// All detectors in their order: artefacts, rest levels, cramps, leg movements, tension; then the
/// summaries. A pure function of its arguments.
[[nodiscard]] core::Findings find_events(const core::SessionTable& table,
                                         const DetectOptions& options);

}  // namespace calfemg::detect
