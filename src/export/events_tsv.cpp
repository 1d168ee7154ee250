// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "export/cell.hpp"
#include "export/event_columns.hpp"
#include "export/session_files.hpp"

namespace calfemg::exporting {
namespace {

std::string header_line() {
  std::string line;
  const auto add = [&line](std::string_view name) {
    if (!line.empty()) line += '\t';
    line += name;
  };
  for (const auto& column : leading_columns())
    add(column.name);
  for (const auto& column : measure_columns())
    add(column.name);
  for (const auto& column : trailing_columns())
    add(column.name);
  return line + "\n";
}

std::string event_line(const core::Event& event) {
  std::string line;
  const auto add = [&line](const std::string& cell) {
    if (!line.empty()) line += '\t';
    line += cell;
  };
  for (const auto& column : leading_columns())
    add(column.write(event));
  for (const auto& column : measure_columns())
    add(number_cell(event.measure(column.name)));
  for (const auto& column : trailing_columns())
    add(column.write(event));
  return line + "\n";
}

}  // namespace

std::string events_tsv(const std::vector<core::Event>& events) {
  std::string text = header_line();
  for (const auto& event : events)
    text += event_line(event);
  return text;
}

}  // namespace calfemg::exporting
