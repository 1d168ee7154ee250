// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "app/rescoring.hpp"
#include "app/text_table.hpp"
#include "core/recording.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string fixed_or_dash(double value, int decimals) {
  return std::isnan(value) ? "-" : core::fixed_text(value, decimals);
}

std::string yes_or_dash(bool value) {
  return value ? "yes" : "-";
}

const core::MovementCount& count_of(const pipeline::Rescored& rescored,
                                    std::string_view kind,
                                    std::string_view side,
                                    std::string_view group) {
  return *std::find_if(
      rescored.indices.counts.begin(), rescored.indices.counts.end(), [&](const auto& count) {
        return count.kind == kind && count.side == side && count.group == group;
      });
}

/// A line of the table of indices: what is taken of which movements.
struct IndexLine {
  std::string_view title;
  std::string_view kind;
  std::string_view side;
  std::string (*text)(const core::MovementCount& count);
};

std::string number_text(const core::MovementCount& count) {
  return std::to_string(count.count);
}

std::string rate_text(const core::MovementCount& count) {
  return fixed_or_dash(count.per_hour, 2);
}

std::string mean_text(const core::MovementCount& count) {
  return fixed_or_dash(count.mean_s, 2);
}

constexpr std::array<IndexLine, 17> kIndexLines{{
    {"CLM", "clm", "any", &number_text},
    {"CLM per hour", "clm", "any", &rate_text},
    {"  left", "clm", "left", &rate_text},
    {"  right", "clm", "right", &rate_text},
    {"  bilateral", "clm", "bilateral", &rate_text},
    {"  respiratory", "clm_respiratory", "any", &rate_text},
    {"  in no series", "clm_outside_series", "any", &rate_text},
    {"CLM mean duration, s", "clm", "any", &mean_text},
    {"PLM", "plm", "any", &number_text},
    {"PLM per hour", "plm", "any", &rate_text},
    {"  with arousal", "plm_arousal", "any", &rate_text},
    {"PLM mean duration, s", "plm", "any", &mean_text},
    {"PLMnr", "plm_not_respiratory", "any", &number_text},
    {"PLMnr per hour", "plm_not_respiratory", "any", &rate_text},
    {"  with arousal", "plm_not_respiratory_arousal", "any", &rate_text},
    {"nonCLM", "non_clm", "any", &number_text},
    {"not scored", "not_scored", "any", &number_text},
}};

/// A row with one cell for each group of stages.
template <class Groups, class Text>
std::vector<std::string> row_of(std::string title, const Groups& groups, Text text) {
  std::vector<std::string> row{std::move(title)};
  for (const auto& group : groups)
    row.push_back(text(group));
  return row;
}

std::string index_table(const pipeline::Rescored& rescored) {
  using Group = core::GroupIndices;
  using Intervals = core::IntervalCount;
  constexpr double kSecondsPerHour = 3600.0;
  const auto& groups = rescored.indices.groups;
  Rows rows;
  rows.push_back(row_of("index", groups, [](const Group& g) { return std::string(g.group); }));
  rows.push_back(row_of("hours", groups, [](const Group& g) {
    return fixed_or_dash(g.duration_s / kSecondsPerHour, 2);
  }));
  for (const IndexLine& line : kIndexLines) {
    rows.push_back(row_of(std::string(line.title), groups, [&](const Group& g) {
      return line.text(count_of(rescored, line.kind, line.side, g.group));
    }));
  }
  rows.push_back(row_of("periodicity, PLM/CLM", groups, [](const Group& g) {
    return fixed_or_dash(g.periodicity, 2);
  }));
  rows.push_back(row_of("short intervals per hour",
                        rescored.indices.intervals,
                        [](const Intervals& i) { return fixed_or_dash(i.too_short_per_hour, 2); }));
  rows.push_back(row_of("interval, geometric mean, s",
                        rescored.indices.intervals,
                        [](const Intervals& i) { return fixed_or_dash(i.geometric_mean_s, 2); }));
  rows.push_back(row_of("arousals per hour", groups, [](const Group& g) {
    return fixed_or_dash(g.arousal.per_hour, 2);
  }));
  rows.push_back(row_of("respiratory events per hour", groups, [](const Group& g) {
    return fixed_or_dash(g.respiratory.per_hour, 2);
  }));
  return text_table(rows);
}

std::string place_text(const detect::SeriesPlace& place) {
  if (!place.is_member()) return "-";
  return std::to_string(place.series) + ": " + std::to_string(place.number) + "/" +
         std::to_string(place.length);
}

std::string histogram_table(const pipeline::Rescored& rescored) {
  Rows rows{{"interval, s", "number"}};
  const auto& histogram = rescored.indices.intervals.front().histogram;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const double from_s = static_cast<double>(i) * core::kIntervalBinSeconds;
    rows.push_back(
        {core::number_text(from_s) + " to " + core::number_text(from_s + core::kIntervalBinSeconds),
         std::to_string(histogram[i])});
  }
  return text_table(rows);
}

std::string movement_table(const pipeline::Rescored& rescored) {
  constexpr int kDecimals = 2;
  Rows rows{{"onset, s",
             "duration, s",
             "side",
             "parts",
             "class",
             "stage",
             "interval, s",
             "series",
             "series nr",
             "respiratory",
             "arousal"}};
  for (const detect::ScoredMovement& movement : rescored.movements) {
    rows.push_back(
        {core::fixed_text(movement.onset_s, kDecimals),
         core::fixed_text(detect::span_s(movement.onset_s, movement.offset_s), kDecimals),
         std::string(word(movement.side)),
         std::to_string(movement.parts),
         std::string(word(movement.type)),
         std::string(core::name(movement.stage)),
         fixed_or_dash(movement.all.interval_s, kDecimals),
         place_text(movement.all),
         place_text(movement.not_respiratory),
         yes_or_dash(movement.respiratory),
         yes_or_dash(movement.arousal)});
  }
  return text_table(rows);
}

}  // namespace

std::string_view word(detect::MovementClass type) {
  constexpr std::array<std::string_view, 3> kWords{"clm", "non_clm", "not_scored"};
  return kWords.at(static_cast<std::size_t>(type));
}

std::string_view word(detect::Side side) {
  constexpr std::array<std::string_view, 3> kWords{"left", "right", "bilateral"};
  return kWords.at(static_cast<std::size_t>(side));
}

std::string rescoring_text(const pipeline::Rescored& rescored, const detect::PlmOptions& options) {
  return "Rules: " + options.rules + "\n\n" + index_table(rescored) +
         "\nIntervals from onset to onset\n" + histogram_table(rescored) + "\nMovements\n" +
         movement_table(rescored);
}

}  // namespace calfemg::app
