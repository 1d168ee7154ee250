// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::report {

/// One self-contained HTML page about a session: no network, no script needed, every text that
/// comes from a file escaped. Same arguments, same bytes.
[[nodiscard]] std::string session_report_html(const core::SessionTable& table,
                                              const core::SessionResult& result,
                                              std::string_view events_tsv);

}  // namespace calfemg::report
