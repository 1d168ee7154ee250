// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/event_columns.hpp"
#include "export/session_files.hpp"

namespace calfemg::exporting {
namespace {

using core::Event;

/// A column of the file that is read.
struct Column {
  std::string_view name;
  const EventColumn* field = nullptr;  ///< absent: a measure
};

constexpr std::array<std::string_view, 3> kDemanded{"onset", "duration", "trial_type"};
constexpr const char* kHint = "write the file again with calfemg, or restore the column";

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw core::FileError(path.string(), "cannot be opened; check the path");
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad() || std::filesystem::is_directory(path))
    throw core::FileError(path.string(), "cannot be read as a text file");
  return text.str();
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Lines without their ends; an editor may have left carriage returns and a byte order mark.
std::vector<std::string_view> lines_of(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (auto& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

bool read_measure(Event& event, std::string_view name, std::string_view cell) {
  if (cell == kNotAvailable) return true;
  const auto value = core::number_from_text(cell);
  if (value) event.measures.push_back({std::string(name), *value});
  return value.has_value();
}

bool read_cell(Event& event, const Column& column, std::string_view cell) {
  return column.field != nullptr ? column.field->read(event, cell)
                                 : read_measure(event, column.name, cell);
}

std::optional<Column> column_named(std::string_view name) {
  for (const auto& columns : {leading_columns(), trailing_columns()}) {
    for (const auto& column : columns) {
      if (column.name == name) return Column{name, &column};
    }
  }
  for (const auto& column : measure_columns()) {
    if (column.name == name) return Column{name, nullptr};
  }
  return std::nullopt;
}

std::vector<Column> columns_of(const std::string& path, std::string_view header) {
  const auto names = split(header, '\t');
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

Event event_from(const std::string& path,
                 const std::string& place,
                 std::string_view line,
                 const std::vector<Column>& columns) {
  const auto cells = split(line, '\t');
  if (cells.size() != columns.size())
    throw core::FormatError(path,
                            {place,
                             std::to_string(columns.size()) + " columns as in line 1",
                             std::to_string(cells.size()),
                             "check the tabs of this line"});
  Event event;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!read_cell(event, columns[i], cells[i]))
      throw core::FormatError(path,
                              {place + ", column \"" + std::string(columns[i].name) + "\"",
                               "a value that docs/outputs.md names",
                               "\"" + std::string(cells[i]) + "\"",
                               "correct the value or write n/a where it may be missing"});
  }
  return event;
}

}  // namespace

std::vector<core::Event> read_events_tsv(const std::filesystem::path& path) {
  const std::string text = contents_of(path);
  const auto lines = lines_of(text);
  if (lines.empty())
    throw core::FormatError(path.string(), {"line 1", "a header", "an empty file", kHint});
  const auto columns = columns_of(path.string(), lines.front());
  std::vector<Event> events;
  for (std::size_t i = 1; i < lines.size(); ++i)
    events.push_back(event_from(path.string(), "line " + std::to_string(i + 1), lines[i], columns));
  return events;
}

}  // namespace calfemg::exporting
