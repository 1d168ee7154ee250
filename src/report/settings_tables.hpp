// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/session.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

namespace calfemg::report {

[[nodiscard]] Table changed_settings_table(const Session& session);
[[nodiscard]] Table all_settings_table(const Session& session);

/// Program, libraries, input and configuration: what is needed to get the same page again. No
/// times, no machine, no folders.
[[nodiscard]] std::vector<NamedValue> provenance_facts(const Session& session);

/// What the recording says about the circumstances of the night.
[[nodiscard]] std::vector<NamedValue> context_facts(const Session& session);

/// Notes of the reader and of the analysis, without the folders that they may name.
[[nodiscard]] std::vector<std::string> notes_of(const Session& session);

}  // namespace calfemg::report
