// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text.hpp"
#include "exchange/session_tables.hpp"
#include "exchange/table_parts.hpp"
#include "export/cell.hpp"
#include "export/event_columns.hpp"

namespace calfemg::exchange {
namespace {

Column column_of(const exporting::EventColumn& column) {
  const Kind kind = column.unit.empty() ? Kind::text : Kind::number;
  return {std::string(column.name), kind, std::string(column.unit), std::string(column.meaning)};
}

// A row keeps the texts that its cells point to.
struct EventCells {
  std::vector<std::string> texts;
  std::vector<Cell> cells;

  void add(const exporting::EventColumn& column, const core::Event& event) {
    const std::string text = column.write(event);
    if (column.unit.empty()) {
      texts.push_back(exporting::text_from_cell(text));
      cells.emplace_back(std::string_view(texts.back()));
    } else {
      cells.emplace_back(core::number_from_text(text).value_or(core::kMissing));
    }
  }
};

}  // namespace

std::vector<core::Event> chosen_events(const SessionFacts& session, const ExportOptions& options) {
  if (options.types.empty()) return session.events;
  std::vector<core::Event> events;
  std::copy_if(session.events.begin(),
               session.events.end(),
               std::back_inserter(events),
               [&](const core::Event& event) {
                 return std::find(options.types.begin(), options.types.end(), event.type) !=
                        options.types.end();
               });
  return events;
}

TableShape events_shape(Identity identity) {
  TableShape shape{"events", {}};
  add_identity_columns(shape.columns, identity);
  const auto add = [&shape](const auto& columns) {
    for (const auto& column : columns)
      shape.columns.push_back(column_of(column));
  };
  add(exporting::leading_columns());
  for (const auto& column : exporting::measure_columns())
    shape.columns.push_back({std::string(column.name),
                             Kind::number,
                             std::string(column.unit),
                             std::string(column.meaning)});
  add(exporting::trailing_columns());
  return shape;
}

void add_events(TableWriter& table,
                const SessionFacts& session,
                const ExportOptions& options,
                Identity identity) {
  const std::size_t most =
      exporting::leading_columns().size() + exporting::trailing_columns().size();
  for (const auto& event : chosen_events(session, options)) {
    EventCells row;
    row.texts.reserve(most);
    add_identity_cells(row.cells, session, identity);
    for (const auto& column : exporting::leading_columns())
      row.add(column, event);
    for (const auto& column : exporting::measure_columns())
      row.cells.emplace_back(event.measure(column.name));
    for (const auto& column : exporting::trailing_columns())
      row.add(column, event);
    table.row(row.cells);
  }
}

}  // namespace calfemg::exchange
