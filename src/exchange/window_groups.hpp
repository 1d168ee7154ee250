// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/export_options.hpp"
#include "exchange/session_facts.hpp"
#include "exchange/table.hpp"

namespace calfemg::exchange {

/// Windows that become one row: those whose middle lies in one of the spans.
struct WindowGroup {
  std::vector<core::Interval> spans;  ///< in order
  std::vector<Cell> cells;            ///< what tells the row from others; texts are constants
};

/// The columns of `WindowGroup::cells`.
[[nodiscard]] std::vector<Column> group_columns(const ExportOptions& options);

/// The groups of a session for one channel.
[[nodiscard]] std::vector<WindowGroup> groups_of(const SessionFacts& session,
                                                 const ChannelFacts& channel,
                                                 const ExportOptions& options);

}  // namespace calfemg::exchange
