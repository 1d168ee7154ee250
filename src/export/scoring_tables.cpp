// SPDX-License-Identifier: Apache-2.0
#include "export/scoring_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
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

using StageWord = std::pair<std::string_view, core::SleepStage>;

constexpr std::array<StageWord, 12> kStageWords{{
    {"W", core::SleepStage::wake},
    {"wake", core::SleepStage::wake},
    {"Wake", core::SleepStage::wake},
    {"N1", core::SleepStage::n1},
    {"N2", core::SleepStage::n2},
    {"N3", core::SleepStage::n3},
    {"R", core::SleepStage::rem},
    {"REM", core::SleepStage::rem},
    {"unscored", core::SleepStage::unscored},
    {"n/a", core::SleepStage::unscored},
    {"U", core::SleepStage::unscored},
    {"?", core::SleepStage::unscored},
}};

core::SleepStage stage_of(const Table& table, std::size_t row) {
  const std::string_view word = table.cell(row, "stage");
  const auto* const found =
      std::find_if(kStageWords.begin(), kStageWords.end(), [&](const StageWord& known) {
        return known.first == word;
      });
  if (found == kStageWords.end())
    table.refuse(Table::place(row) + ", column \"stage\"",
                 "W, N1, N2, N3, R or unscored",
                 "\"" + std::string(word) + "\"",
                 "correct the value");
  return found->second;
}

void check_follows(const Table& table, const core::Hypnogram& hypnogram, std::size_t row) {
  constexpr double kTolerance = 1e-3;  // tables are often rounded to the millisecond
  const double expected = hypnogram.start_s + static_cast<double>(row) * hypnogram.epoch_s;
  const double onset = table.has("onset") ? table.seconds(row, "onset") : expected;
  const double length = table.has("duration") ? table.seconds(row, "duration") : hypnogram.epoch_s;
  if (std::abs(onset - expected) <= kTolerance &&
      std::abs(length - hypnogram.epoch_s) <= kTolerance)
    return;
  table.refuse(Table::place(row),
               "an epoch of " + core::number_text(hypnogram.epoch_s) + " s at " +
                   core::number_text(expected) + " s",
               core::number_text(length) + " s at " + core::number_text(onset) + " s",
               "write one row for each epoch, without gaps, all of the same length");
}

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

core::Hypnogram read_hypnogram_tsv(const std::filesystem::path& path) {
  const Table table(path);
  table.demand("stage");
  core::Hypnogram hypnogram;
  if (table.rows() == 0)
    table.refuse("line 2", "an epoch", "the end of the file", "write one row for each epoch");
  if (table.has("onset")) hypnogram.start_s = table.seconds(0, "onset");
  if (table.has("duration")) hypnogram.epoch_s = table.seconds(0, "duration");
  if (!(hypnogram.epoch_s > 0.0))
    table.refuse("line 2", "an epoch longer than 0 s", "0 s", "correct the column duration");
  for (std::size_t i = 0; i < table.rows(); ++i) {
    check_follows(table, hypnogram, i);
    hypnogram.stages.push_back(stage_of(table, i));
  }
  return hypnogram;
}

}  // namespace calfemg::exporting
