// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/side_file.hpp"

// TSV or CSV with a header: BIDS events.tsv, or a row with a stage for each epoch.
namespace calfemg::io {
namespace {

constexpr std::array<std::string_view, 3> kStage{"stage", "sleep_stage", "sleepstage"};
constexpr std::array<std::string_view, 4> kOnset{"onset", "onset_s", "start", "start_s"};
constexpr std::array<std::string_view, 2> kDuration{"duration", "duration_s"};
constexpr std::array<std::string_view, 4> kLabel{
    "trial_type", "label", "description", "annotation"};
constexpr std::array<std::string_view, 1> kChannel{"channel"};
constexpr std::array<std::string_view, 1> kEpoch{"epoch"};

char separator_of(const std::string& header) {
  for (const char c : {'\t', ';'}) {
    if (header.find(c) != std::string::npos) return c;
  }
  return ',';
}

std::vector<std::string> columns_of(const std::string& header) {
  auto columns = side_cells(header, separator_of(header));
  for (auto& column : columns)
    column = core::lower_case(column);
  return columns;
}

class SideTable {
 public:
  SideTable(const std::string& path, const std::string& text)
      : path_(path),
        lines_(side_lines(text)),
        separator_(separator_of(lines_.front())),
        columns_(columns_of(lines_.front())) {
    while (!lines_.empty() && core::trimmed(lines_.back()).empty())
      lines_.pop_back();
  }

  [[nodiscard]] std::size_t rows() const { return lines_.size() - 1; }

  [[nodiscard]] std::vector<std::string> row(std::size_t index) const {
    auto cells = side_cells(lines_[index + 1], separator_);
    if (cells.size() != columns_.size())
      refuse(index,
             std::to_string(columns_.size()) + " columns as in line 1",
             std::to_string(cells.size()));
    return cells;
  }

  // Which column has one of these names.
  [[nodiscard]] std::optional<std::size_t> find(std::span<const std::string_view> names) const {
    for (const auto name : names) {
      const auto found = std::find(columns_.begin(), columns_.end(), name);
      if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
    }
    return std::nullopt;
  }

  [[nodiscard]] double seconds(std::size_t index, const std::string& cell) const {
    const auto value = core::number_from_text(cell);
    if (!value) refuse(index, "seconds", "\"" + cell + "\"");
    return *value;
  }

  // A duration that is not known is 0.
  [[nodiscard]] double duration(std::size_t index, const std::string& cell) const {
    if (cell == "n/a" || cell.empty()) return 0.0;
    const double value = seconds(index, cell);
    if (value < 0.0) refuse(index, "a duration of at least 0 s", "\"" + cell + "\"");
    return value;
  }

  [[noreturn]] void refuse(std::size_t index, std::string expected, std::string found) const {
    throw core::FormatError(path_,
                            {"line " + std::to_string(index + 2),
                             std::move(expected),
                             std::move(found),
                             "correct the line"});
  }

 private:
  std::string path_;
  std::vector<std::string> lines_;
  char separator_;
  std::vector<std::string> columns_;
};

// Rows are epochs in the order of the file; numbers that skip one would shift the rest.
void check_epoch(const SideTable& table, std::size_t row, const std::string& cell, double& last) {
  const double number = table.seconds(row, cell);
  if (row > 0 && std::abs(number - last - 1.0) > 0.0)
    table.refuse(row, "the epoch " + core::number_text(last + 1.0), cell);
  last = number;
}

SideFile stages_of(const SideTable& table, std::size_t stage_column) {
  SideFile found;
  const auto onset = table.find(kOnset);
  const auto duration = table.find(kDuration);
  const auto epoch = onset ? std::nullopt : table.find(kEpoch);
  double next_s = 0.0;
  double last_epoch = 0.0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto cells = table.row(i);
    const auto stage = stage_from_word(cells[stage_column]);
    if (!stage)
      table.refuse(i, "a sleep stage (W, N1, N2, N3, R, ...)", "\"" + cells[stage_column] + "\"");
    if (epoch) check_epoch(table, i, cells[*epoch], last_epoch);
    StageSpan span{next_s, onset ? 0.0 : core::kSleepEpochSeconds, *stage};
    if (onset) span.onset_s = table.seconds(i, cells[*onset]);
    if (duration) span.duration_s = table.duration(i, cells[*duration]);
    next_s = span.onset_s + span.duration_s;
    found.stages.push_back(span);
  }
  return found;
}

SideFile events_of(const SideTable& table, std::size_t label_column, std::size_t onset_column) {
  SideFile found;
  const auto duration = table.find(kDuration);
  const auto channel = table.find(kChannel);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto cells = table.row(i);
    core::Annotation annotation;
    annotation.onset_s = table.seconds(i, cells[onset_column]);
    if (duration) annotation.duration_s = table.duration(i, cells[*duration]);
    annotation.label = cells[label_column];
    if (const auto stage = stage_from_annotation(annotation))
      found.stages.push_back({annotation.onset_s, annotation.duration_s, *stage});
    else
      found.events.push_back({annotation.onset_s,
                              annotation.duration_s,
                              std::move(annotation.label),
                              channel ? cells[*channel] : std::string()});
  }
  return found;
}

}  // namespace

bool is_side_table(const std::string& text) {
  const auto lines = side_lines(text);
  if (lines.empty()) return false;
  const auto columns = columns_of(lines.front());
  const auto has = [&](std::span<const std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return std::find(columns.begin(), columns.end(), name) != columns.end();
    });
  };
  // "class ... start stop" is the header of a Luna file.
  return has(kStage) || (has(kOnset) && columns.front() != "class");
}

SideFile read_side_table(const std::string& path, const std::string& text) {
  const SideTable table(path, text);
  if (const auto stage = table.find(kStage)) return stages_of(table, *stage);
  const auto label = table.find(kLabel);
  const auto onset = table.find(kOnset);
  if (!label || !onset)
    throw core::FormatError(path,
                            {"line 1",
                             "a column \"stage\", or the columns \"onset\" and \"trial_type\"",
                             "neither",
                             "name the columns in the first line"});
  return events_of(table, *label, *onset);
}

}  // namespace calfemg::io
