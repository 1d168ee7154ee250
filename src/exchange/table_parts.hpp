// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "exchange/session_facts.hpp"
#include "exchange/session_tables.hpp"
#include "exchange/table.hpp"

namespace calfemg::exchange {

/// Columns folder, subject and session, or none.
void add_identity_columns(std::vector<Column>& columns, Identity identity);
void add_identity_cells(std::vector<Cell>& cells, const SessionFacts& session, Identity identity);

/// Columns channel, leg, muscle and site.
void add_channel_columns(std::vector<Column>& columns);
void add_channel_cells(std::vector<Cell>& cells, const ChannelFacts& channel);

}  // namespace calfemg::exchange
