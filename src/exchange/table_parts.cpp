// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_parts.hpp"

#include "export/features_columns.hpp"
#include "export/words.hpp"

namespace calfemg::exchange {
namespace {

constexpr std::size_t kChannelColumns = 4;  // channel, leg, muscle, site

}  // namespace

void add_identity_columns(std::vector<Column>& columns, Identity identity) {
  if (identity == Identity::left_out) return;
  columns.push_back({"folder", Kind::text, "", "Name of the session folder."});
  columns.push_back({"subject", Kind::text, "", "Subject, as the recording names it."});
  columns.push_back({"session", Kind::text, "", "Session, as the recording names it."});
}

void add_identity_cells(std::vector<Cell>& cells, const SessionFacts& session, Identity identity) {
  if (identity == Identity::left_out) return;
  cells.emplace_back(std::string_view(session.name));
  cells.emplace_back(std::string_view(session.subject));
  cells.emplace_back(std::string_view(session.session));
}

void add_channel_columns(std::vector<Column>& columns) {
  for (const auto& column : exporting::identity_columns().first(kChannelColumns))
    columns.push_back({std::string(column.name), Kind::text, "", std::string(column.meaning)});
}

void add_channel_cells(std::vector<Cell>& cells, const ChannelFacts& channel) {
  cells.emplace_back(std::string_view(channel.name));
  cells.emplace_back(core::name(channel.role.leg));
  cells.emplace_back(core::name(channel.role.muscle));
  cells.emplace_back(exporting::site_word(channel.role.site));
}

}  // namespace calfemg::exchange
