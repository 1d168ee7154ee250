// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// Candidates that were turned down, each with the reason, for a reviewer to overrule.
[[nodiscard]] Table rejected_table(const Session& session);

[[nodiscard]] Table tension_table(const Session& session);

/// Movements for each leg with the derivation they were scored on.
[[nodiscard]] Table movement_table(const Session& session);

/// Contractions, large movements, rhythmic trains, fasciculations: counted by leg.
[[nodiscard]] Table other_activity_table(const Session& session);

/// Excluded seconds of each channel by kind of artefact.
[[nodiscard]] Table artifact_table(const Session& session);

}  // namespace calfemg::report
