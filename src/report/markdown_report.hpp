// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// The session in Markdown, for mails and pull requests: the night in words, key figures, cramps,
/// limits. Every text that comes from a file is escaped.
[[nodiscard]] std::string session_report_markdown(const core::SessionTable& table,
                                                  const core::SessionResult& result);

/// A table of GitHub's Markdown; "" for one without rows.
[[nodiscard]] std::string markdown(const Table& table);

}  // namespace calfemg::report
