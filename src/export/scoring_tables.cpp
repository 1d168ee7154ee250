// SPDX-License-Identifier: Apache-2.0
#include "export/scoring_tables.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::exporting {
namespace {

/// A table with a header, its cells by column.
class Table {
 public:
  explicit Table(const std::filesystem::path& path)
      : path_(path.string()), text_(text_of(path)), lines_(lines_of(text_)) {
    if (lines_.empty()) refuse("line 1", "a header", "an empty file", "check the file");
    header_ = cells_of(lines_.front());
  }

  [[nodiscard]] std::size_t rows() const { return lines_.size() - 1; }

  [[nodiscard]] static std::string place(std::size_t row) {
    return "line " + std::to_string(line_of(row));
  }

  [[nodiscard]] static std::size_t line_of(std::size_t row) { return row + 2; }

  [[nodiscard]] bool has(std::string_view column) const {
    return std::find(header_.begin(), header_.end(), column) != header_.end();
  }

  void demand(std::string_view column) const {
    if (has(column)) return;
    refuse("line 1",
           "a column \"" + std::string(column) + "\"",
           "no such column",
           "columns are separated by tabs and named in the first line");
  }

  [[nodiscard]] std::string_view cell(std::size_t row, std::string_view column) const {
    const auto cells = cells_of(lines_[row + 1]);
    if (cells.size() != header_.size())
      refuse(place(row),
             std::to_string(header_.size()) + " columns as in line 1",
             std::to_string(cells.size()),
             "check the tabs of this line");
    const auto found = std::find(header_.begin(), header_.end(), column);
    return cells[static_cast<std::size_t>(found - header_.begin())];
  }

  [[nodiscard]] double seconds(std::size_t row, std::string_view column) const {
    const std::string_view text = cell(row, column);
    const auto value = core::number_from_text(text);
    if (!value || (column == "duration" && *value < 0.0))
      refuse(place(row) + ", column \"" + std::string(column) + "\"",
             column == "duration" ? "seconds, not below 0" : "seconds",
             "\"" + std::string(text) + "\"",
             "correct the value");
    return *value;
  }

  [[noreturn]] void refuse(std::string inside,
                           std::string expected,
                           std::string found,
                           std::string hint) const {
    throw core::FormatError(
        path_, {std::move(inside), std::move(expected), std::move(found), std::move(hint)});
  }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::string_view> lines_;
  std::vector<std::string_view> header_;
};

}  // namespace

std::vector<EventRow> read_event_rows(const std::filesystem::path& path) {
  const Table table(path);
  for (const auto* column : {"onset", "duration", "trial_type"})
    table.demand(column);
  std::vector<EventRow> rows;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    EventRow row;
    row.onset_s = table.seconds(i, "onset");
    const bool has_length = table.cell(i, "duration") != kNotAvailable;
    row.duration_s = has_length ? table.seconds(i, "duration") : 0.0;
    row.type = table.cell(i, "trial_type");
    if (table.has("leg")) row.leg = table.cell(i, "leg");
    row.line = Table::line_of(i);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace calfemg::exporting
