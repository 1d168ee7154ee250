// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/event_columns.hpp"
#include "export/session_files.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::exporting {
namespace {

using core::Event;

/// A column of the file that is read.
struct Column {
  std::string_view name;
  const EventColumn* field = nullptr;  ///< absent: a measure, or of the reviewer
  std::string core::Verdict::*review = nullptr;
};

/// Columns that a review adds to those of an event table.
struct ReviewColumn {
  std::string_view name;
  std::string core::Verdict::*field;
};

constexpr std::array<ReviewColumn, 5> kReviewColumns{{{"reviewer", &core::Verdict::reviewer},
                                                      {"decision", &core::Verdict::decision},
                                                      {"comment", &core::Verdict::comment},
                                                      {"reviewed_at", &core::Verdict::reviewed_at},
                                                      {"found_as", &core::Verdict::found_as}}};

constexpr std::array<std::string_view, 3> kDemanded{"onset", "duration", "trial_type"};
constexpr const char* kHint = "write the file again with calfemg, or restore the column";

bool read_measure(Event& event, std::string_view name, std::string_view cell) {
  if (cell == kNotAvailable) return true;
  const auto value = core::number_from_text(cell);
  if (value) event.measures.push_back({std::string(name), *value});
  return value.has_value();
}

bool read_cell(core::Verdict& row, const Column& column, std::string_view cell) {
  if (column.review != nullptr) {
    row.*column.review = text_from_cell(cell);
    return true;
  }
  return column.field != nullptr ? column.field->read(row.event, cell)
                                 : read_measure(row.event, column.name, cell);
}

std::optional<Column> column_named(std::string_view name) {
  for (const auto& columns : {leading_columns(), trailing_columns()}) {
    for (const auto& column : columns) {
      if (column.name == name) return Column{name, &column, nullptr};
    }
  }
  for (const auto& column : measure_columns()) {
    if (column.name == name) return Column{name, nullptr, nullptr};
  }
  for (const auto& column : kReviewColumns) {
    if (column.name == name) return Column{name, nullptr, column.field};
  }
  return std::nullopt;
}

std::vector<Column> columns_of(const std::string& path, std::string_view header) {
  const auto names = cells_of(header);
  for (const auto demanded : kDemanded) {
    if (std::find(names.begin(), names.end(), demanded) == names.end())
      throw core::FormatError(
          path, {"line 1", "a column \"" + std::string(demanded) + "\"", "no such column", kHint});
  }
  std::vector<Column> columns;
  for (const auto name : names) {
    const auto column = column_named(name);
    if (!column)
      throw core::FormatError(path,
                              {"line 1",
                               "columns of a calfemg event table",
                               "the unknown column \"" + std::string(name) + "\"",
                               "remove the column"});
    columns.push_back(*column);
  }
  return columns;
}

core::Verdict row_from(const std::string& path,
                       const std::string& place,
                       std::string_view line,
                       const std::vector<Column>& columns) {
  const auto cells = cells_of(line);
  if (cells.size() != columns.size())
    throw core::FormatError(path,
                            {place,
                             std::to_string(columns.size()) + " columns as in line 1",
                             std::to_string(cells.size()),
                             "check the tabs of this line"});
  core::Verdict row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!read_cell(row, columns[i], cells[i]))
      throw core::FormatError(path,
                              {place + ", column \"" + std::string(columns[i].name) + "\"",
                               "a value that docs/outputs.md names",
                               "\"" + std::string(cells[i]) + "\"",
                               "correct the value or write n/a where it may be missing"});
  }
  return row;
}

struct EventTable {
  bool reviewed = false;
  std::vector<core::Verdict> rows;
};

EventTable read_table(const std::filesystem::path& path) {
  const std::string text = text_of(path);
  const auto lines = lines_of(text);
  if (lines.empty())
    throw core::FormatError(path.string(), {"line 1", "a header", "an empty file", kHint});
  const auto columns = columns_of(path.string(), lines.front());
  EventTable table;
  table.reviewed = std::any_of(
      columns.begin(), columns.end(), [](const auto& column) { return column.name == "decision"; });
  for (std::size_t i = 1; i < lines.size(); ++i)
    table.rows.push_back(
        row_from(path.string(), "line " + std::to_string(i + 1), lines[i], columns));
  return table;
}

bool is_no_event(const core::Verdict& row) {
  return row.decision == "rejected" && row.event.type != core::EventType::rejected_cramp;
}

}  // namespace

std::vector<core::Event> read_events_tsv(const std::filesystem::path& path) {
  std::vector<Event> events;
  EventTable table = read_table(path);
  for (auto& row : table.rows) {
    if (!is_no_event(row)) events.push_back(std::move(row.event));
  }
  return events;
}

std::vector<core::Verdict> read_verdicts(const std::filesystem::path& path) {
  EventTable table = read_table(path);
  if (!table.reviewed)
    throw core::FormatError(path.string(),
                            {"line 1",
                             "the column \"decision\" of a reviewed event table",
                             "no such column",
                             "export the table from the review on the report page"});
  std::vector<core::Verdict> verdicts;
  for (auto& row : table.rows) {
    if (!row.decision.empty() || !row.comment.empty()) verdicts.push_back(std::move(row));
  }
  return verdicts;
}

}  // namespace calfemg::exporting
