// SPDX-License-Identifier: Apache-2.0
#include "report/movement_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/text.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr const char* kDash = "\xE2\x80\x93";
constexpr double kWidth = 760.0;
constexpr double kLeft = 44.0;
constexpr double kRight = 12.0;
constexpr double kTop = 12.0;
constexpr double kPlotHeight = 120.0;
constexpr double kAxisHeight = 38.0;
constexpr double kTickDrop = 15.0;
constexpr double kTitleDrop = 32.0;
constexpr double kLabelGap = 6.0;
constexpr double kLabelDrop = 4.0;
constexpr double kTickSeconds = 10.0;

struct Kind {
  std::string_view name;
  const char* words;
};

constexpr std::array<Kind, 3> kKinds{{{"clm", "Candidate leg movements"},
                                      {"plm", "Periodic leg movements"},
                                      {"plm_arousal", "Periodic, with arousal"}}};

std::string rate_text(double value) {
  return std::isnan(value) ? kDash : core::fixed_text(value, 1);
}

const core::MovementCount* count_of(const core::MovementIndices& indices,
                                    std::string_view kind,
                                    std::string_view group) {
  const auto found =
      std::find_if(indices.counts.begin(), indices.counts.end(), [&](const auto& count) {
        return count.kind == kind && count.side == "any" && count.group == group;
      });
  return found == indices.counts.end() ? nullptr : &*found;
}

std::string group_words(std::string_view group) {
  if (group == "all") return "Whole recording";
  if (group == "n1" || group == "n2" || group == "n3" || group == "rem") {
    std::string text(group);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
  }
  return capitalised(std::string(group));
}

const core::IntervalCount* intervals_of_all(const core::MovementIndices& indices) {
  const auto found = std::find_if(indices.intervals.begin(),
                                  indices.intervals.end(),
                                  [](const auto& i) { return i.group == "all"; });
  return found == indices.intervals.end() ? nullptr : &*found;
}

void draw_axes(SvgWriter& svg, double seconds, int most) {
  const double bottom = kTop + kPlotHeight;
  const double width = kWidth - kLeft - kRight;
  const int ticks = static_cast<int>(seconds / kTickSeconds);
  for (int i = 0; i <= ticks; ++i) {
    const double at = kTickSeconds * i;
    const std::string x = px(kLeft + at / seconds * width);
    svg.leaf("path", {{"class", "grid"}, {"d", "M" + x + " " + px(kTop) + "V" + px(bottom)}});
    svg.text("text",
             {{"class", "tick middle"}, {"x", x}, {"y", px(bottom + kTickDrop)}},
             core::number_text(at));
  }
  for (const int count : {0, most}) {
    const double y = bottom - kPlotHeight * (count == 0 ? 0.0 : 1.0);
    svg.text("text",
             {{"class", "tick end"}, {"x", px(kLeft - kLabelGap)}, {"y", px(y + kLabelDrop)}},
             std::to_string(count));
  }
  svg.text(
      "text",
      {{"class", "tick middle"}, {"x", px(kLeft + width / 2.0)}, {"y", px(bottom + kTitleDrop)}},
      "seconds from onset to onset of consecutive movements");
}

std::vector<Cell> group_row(const core::MovementIndices& indices, const core::GroupIndices& group) {
  std::vector<Cell> row{{group_words(group.group)},
                        {std::isnan(group.duration_s) ? kDash : duration_text(group.duration_s)}};
  for (const auto& kind : kKinds) {
    const auto* count = count_of(indices, kind.name, group.group);
    row.push_back({count == nullptr ? kDash : std::to_string(count->count)});
    row.push_back({count == nullptr ? kDash : rate_text(count->per_hour)});
  }
  row.push_back({std::isnan(group.periodicity) ? kDash : core::fixed_text(group.periodicity, 2)});
  return row;
}

}  // namespace

Table movement_index_table(const Session& session) {
  const auto& indices = session.findings().leg_movements;
  Table table{.caption = "Leg-movement indices (" + indices.rules + ")"};
  if (indices.groups.empty() || indices.method.empty()) return table;
  table.groups = {{"", 2}};
  table.columns = {{"Part of the night"}, {"Time", true}};
  for (const auto& kind : kKinds) {
    table.groups.push_back({kind.words, 2});
    table.columns.push_back({"Count", true});
    table.columns.push_back({"Per hour", true});
  }
  table.groups.push_back({"", 1});
  table.columns.push_back({"Periodicity", true});
  for (const auto& group : indices.groups) {
    table.rows.push_back(group_row(indices, group));
  }
  table.note = indices.standard
                   ? "Scored on tibialis anterior. Periodicity: periodic over candidate movements."
                   : "Non-standard derivation: the rules are written for tibialis anterior, so "
                     "these must not be read as an AASM or WASM index.";
  return table;
}

std::string interval_histogram_svg(const Session& session) {
  const auto* intervals = intervals_of_all(session.findings().leg_movements);
  if (intervals == nullptr || intervals->histogram.empty()) return {};
  const auto& bars = intervals->histogram;
  const int most = *std::max_element(bars.begin(), bars.end());
  if (most == 0) return {};
  const double bottom = kTop + kPlotHeight;
  const double width = kWidth - kLeft - kRight;
  SvgWriter svg;
  svg.open("svg",
           {{"class", "histogram"},
            {"viewBox", "0 0 " + px(kWidth) + " " + px(bottom + kAxisHeight)},
            {"role", "img"},
            {"aria-label", "Histogram of the intervals between leg movements, in bins of 2 s"}});
  draw_axes(svg, core::kIntervalBinSeconds * static_cast<double>(bars.size()), most);
  const double step = width / static_cast<double>(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (bars[i] == 0) continue;
    const double height = kPlotHeight * bars[i] / most;
    const double from_s = core::kIntervalBinSeconds * static_cast<double>(i);
    svg.titled("rect",
               {{"class", "bar"},
                {"x", px(kLeft + step * static_cast<double>(i))},
                {"y", px(bottom - height)},
                {"width", px(std::max(1.0, step - 1.0))},
                {"height", px(height)}},
               core::number_text(from_s) + " to " +
                   core::number_text(from_s + core::kIntervalBinSeconds) +
                   " s: " + std::to_string(bars[i]));
  }
  return std::move(svg).finished();
}

}  // namespace calfemg::report
