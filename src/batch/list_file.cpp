// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "batch/work_list.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

using Row = std::map<std::string, std::string>;

struct Table {
  std::vector<std::string> columns;
  std::vector<Row> rows;

  [[nodiscard]] bool has(const std::string& column) const {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  }
};

// As calfemg calls the columns of BIDS.
std::string own_name(const std::string& column) {
  if (column == "filename" || column == "file") return "path";
  if (column == "participant_id" || column == "subject_id") return "subject";
  if (column == "session_id") return "session";
  return column;
}

Table read_table(const fs::path& path) {
  const std::string text = exporting::text_of(path);
  Table table;
  std::size_t number = 0;
  for (const auto& line : exporting::lines_of(text)) {
    ++number;
    if (core::trimmed(line).empty()) continue;
    const auto cells = exporting::cells_of(line);
    if (table.columns.empty()) {
      for (const auto& cell : cells)
        table.columns.push_back(own_name(std::string(core::trimmed(cell))));
      continue;
    }
    if (cells.size() != table.columns.size()) {
      throw core::FormatError(path.string(),
                              {"line " + std::to_string(number),
                               std::to_string(table.columns.size()) + " cells between tabs",
                               std::to_string(cells.size()),
                               "write n/a where there is no value"});
    }
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i)
      row[table.columns[i]] = exporting::text_from_cell(core::trimmed(cells[i]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_context(WorkItem& item, const Row& row) {
  for (const auto& [column, value] : row) {
    const bool is_own = column == "path" || column == "subject" || column == "session" ||
                        column == "map" || column == "pipeline";
    if (!is_own && !value.empty()) item.context.emplace(column, value);
  }
}

std::string resolved(const std::string& file, const fs::path& folder) {
  return file.empty() || fs::path(file).is_absolute() ? file : (folder / file).string();
}

// What a map or a pipeline may be called is a name too, when there is no such file.
std::string resolved_if_there(const std::string& file, const fs::path& folder) {
  std::error_code ignored;
  const std::string path = resolved(file, folder);
  return fs::exists(path, ignored) ? path : file;
}

std::string name_of(const WorkItem& item, const std::string& path) {
  if (item.subject.empty() && item.session.empty()) return folder_name(path);
  const bool both = !item.subject.empty() && !item.session.empty();
  return folder_name(item.subject + (both ? "/" : "") + item.session + ".h5");
}

WorkItem item_of(const Row& row, const fs::path& folder) {
  const auto cell = [&row](const char* column) {
    const auto found = row.find(column);
    return found == row.end() ? std::string() : found->second;
  };
  WorkItem item;
  item.path = resolved(cell("path"), folder);
  item.subject = cell("subject");
  item.session = cell("session");
  item.map = resolved_if_there(cell("map"), folder);
  item.pipeline = resolved_if_there(cell("pipeline"), folder);
  item.name = name_of(item, cell("path"));
  add_context(item, row);
  return item;
}

bool holds(const fs::path& path, const std::string& label) {
  if (label.empty()) return true;
  const std::string text = path.generic_string();
  for (auto at = text.find(label); at != std::string::npos; at = text.find(label, at + 1)) {
    const std::size_t end = at + label.size();
    const bool begins = at == 0 || text[at - 1] == '/' || text[at - 1] == '_';
    const bool ends =
        end == text.size() || text[end] == '/' || text[end] == '_' || text[end] == '.';
    if (begins && ends) return true;
  }
  return false;
}

// The recordings that a row of participants.tsv or sessions.tsv stands for.
std::vector<WorkItem> items_below(const Row& row,
                                  const fs::path& folder,
                                  const std::vector<fs::path>& files) {
  const WorkItem known = item_of(row, folder);
  std::vector<WorkItem> items;
  for (const auto& file : files) {
    const fs::path below = file.lexically_relative(folder);
    if (!holds(below, known.subject) || !holds(below, known.session)) continue;
    WorkItem item = known;
    item.path = file;
    item.name = folder_name(below.generic_string());
    items.push_back(std::move(item));
  }
  if (!items.empty()) return items;
  WorkItem missing = known;
  missing.path = folder / (known.subject + (known.session.empty() ? "" : "/" + known.session));
  missing.refusal = Refusal{"unreadable",
                            "no recording below the folder of the list has this subject and "
                            "session in its path",
                            "check the path, or remove the row"};
  return {missing};
}

void add_participants(std::vector<WorkItem>& items, const fs::path& list) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(list).parent_path();
  for (const auto& place : {folder, folder.parent_path()}) {
    const fs::path path = place / "participants.tsv";
    if (!fs::is_regular_file(path, ignored) || fs::equivalent(path, list, ignored)) continue;
    std::map<std::string, Row> participants;
    for (auto& row : read_table(path).rows)
      participants[row["subject"]] = row;
    for (auto& item : items) {
      const auto found = participants.find(item.subject);
      if (!item.subject.empty() && found != participants.end()) add_context(item, found->second);
    }
    return;
  }
}

}  // namespace

std::vector<WorkItem> items_of_list(const fs::path& list,
                                    const std::function<std::vector<fs::path>()>& files) {
  const Table table = read_table(list);
  if (!table.has("path") && !table.has("subject")) {
    throw core::FormatError(list.string(),
                            {"line 1",
                             "a column path (or filename), or participant_id as BIDS has it",
                             table.columns.empty() ? "nothing" : core::join(table.columns, ", "),
                             "separate the columns by tabs"});
  }
  const fs::path folder = list.has_parent_path() ? list.parent_path() : fs::path(".");
  const std::vector<fs::path> below = table.has("path") ? std::vector<fs::path>() : files();
  std::vector<WorkItem> items;
  for (const auto& row : table.rows) {
    if (table.has("path")) {
      items.push_back(item_of(row, folder));
      continue;
    }
    for (auto& item : items_below(row, folder, below))
      items.push_back(std::move(item));
  }
  add_participants(items, list);
  return items;
}

}  // namespace calfemg::batch
