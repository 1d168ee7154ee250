// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include "report/html_text.hpp"

namespace calfemg::report {
namespace {

std::string class_of(const Column& column) {
  return column.number ? " class=\"num\"" : "";
}

std::string head_html(const Table& table) {
  std::string text = "<thead>";
  if (!table.groups.empty()) {
    text += "<tr>";
    for (const auto& group : table.groups) {
      const std::string span = " colspan=\"" + std::to_string(group.span) + "\"";
      text += group.title.empty() ? "<td" + span + "></td>"
                                  : "<th class=\"group\" scope=\"colgroup\"" + span + ">" +
                                        escaped(group.title) + "</th>";
    }
    text += "</tr>";
  }
  text += "<tr>";
  for (const auto& column : table.columns)
    text += "<th scope=\"col\"" + class_of(column) + ">" + escaped(column.title) + "</th>";
  return text + "</tr></thead>";
}

std::string cell_html(const Cell& cell) {
  std::string text = cell.svg + escaped(cell.text);
  if (!cell.hint.empty()) text += "<span class=\"hint\">" + escaped(cell.hint) + "</span>";
  return text;
}

std::string row_html(const Table& table, const std::vector<Cell>& row) {
  std::string text = "<tr>";
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string attributes = i < table.columns.size() ? class_of(table.columns[i]) : "";
    text += i == 0 ? "<th scope=\"row\"" + attributes + ">" + cell_html(row[i]) + "</th>"
                   : "<td" + attributes + ">" + cell_html(row[i]) + "</td>";
  }
  return text + "</tr>\n";
}

}  // namespace

std::string html(const Table& table) {
  if (table.rows.empty()) return {};
  const std::string caption = escaped(table.caption);
  std::string text = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
                     caption + "\"><table><caption>" + caption + "</caption>" + head_html(table) +
                     "<tbody>\n";
  for (const auto& row : table.rows)
    text += row_html(table, row);
  text += "</tbody></table></div>\n";
  if (!table.note.empty()) text += "<p class=\"note\">" + escaped(table.note) + "</p>\n";
  return text;
}

void limit_rows(Table& table, const std::string& file) {
  if (table.rows.size() <= kMostRows) return;
  if (!table.note.empty()) table.note += ' ';
  table.note += "The first " + std::to_string(kMostRows) + " of " +
                std::to_string(table.rows.size()) + " rows; all of them are in " + file + ".";
  table.rows.resize(kMostRows);
}

}  // namespace calfemg::report
