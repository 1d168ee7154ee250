// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
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

/// Puts a cell into an event; false when the cell is not understood.
using CellReader = std::function<bool(Event&, std::string_view)>;

struct NamedReader {
  std::string name;
  CellReader read;
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

CellReader measure_reader(const std::string& name) {
  return [name](Event& event, std::string_view cell) {
    if (cell == kNotAvailable) return true;
    const auto value = core::number_from_text(cell);
    if (value) event.measures.push_back({name, *value});
    return value.has_value();
  };
}

CellReader reader_of(std::string_view name) {
  for (const auto& columns : {leading_columns(), trailing_columns()}) {
    for (const auto& column : columns) {
      if (column.name == name) return column.read;
    }
  }
  for (const auto& column : measure_columns()) {
    if (column.name == name) return measure_reader(std::string(name));
  }
  return {};
}

std::vector<NamedReader> readers_of(const std::string& path, std::string_view header) {
  const auto names = split(header, '\t');
  for (const auto demanded : kDemanded) {
    if (std::find(names.begin(), names.end(), demanded) == names.end())
      throw core::FormatError(
          path, {"line 1", "a column \"" + std::string(demanded) + "\"", "no such column", kHint});
  }
  std::vector<NamedReader> readers;
  for (const auto name : names) {
    readers.push_back({std::string(name), reader_of(name)});
    if (!readers.back().read)
      throw core::FormatError(path,
                              {"line 1",
                               "columns of a calfemg event table",
                               "the unknown column \"" + std::string(name) + "\"",
                               "remove the column"});
  }
  return readers;
}

Event event_from(const std::string& path,
                 const std::string& place,
                 std::string_view line,
                 const std::vector<NamedReader>& readers) {
  const auto cells = split(line, '\t');
  if (cells.size() != readers.size())
    throw core::FormatError(path,
                            {place,
                             std::to_string(readers.size()) + " columns as in line 1",
                             std::to_string(cells.size()),
                             "check the tabs of this line"});
  Event event;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!readers[i].read(event, cells[i]))
      throw core::FormatError(path,
                              {place + ", column \"" + readers[i].name + "\"",
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
  const auto readers = readers_of(path.string(), lines.front());
  std::vector<Event> events;
  for (std::size_t i = 1; i < lines.size(); ++i)
    events.push_back(event_from(path.string(), "line " + std::to_string(i + 1), lines[i], readers));
  return events;
}

}  // namespace calfemg::exporting
