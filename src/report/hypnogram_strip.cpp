// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "report/night_strips.hpp"

namespace calfemg::report {
namespace {

using core::SleepStage;

// Top to bottom, as sleep laboratories draw it.
constexpr std::array<SleepStage, 5> kRows{
    SleepStage::wake, SleepStage::rem, SleepStage::n1, SleepStage::n2, SleepStage::n3};
constexpr double kLabelGap = 8.0;
constexpr double kLabelDrop = 3.5;

double level(const Strip& strip, SleepStage stage) {
  double row = 0.0;
  for (const auto candidate : kRows) {
    if (candidate == stage) break;
    row += 1.0;
  }
  return strip.top + (row + 0.5) * strip.height / static_cast<double>(kRows.size());
}

// Steps through the whole night; broken where nothing was scored.
std::string steps(const Strip& strip, const core::Hypnogram& hypnogram) {
  std::string path;
  SleepStage before = SleepStage::unscored;
  for (std::size_t i = 0; i < hypnogram.stages.size(); ++i) {
    const SleepStage stage = hypnogram.stages[i];
    const double begin_s = hypnogram.start_s + static_cast<double>(i) * hypnogram.epoch_s;
    const bool last = i + 1 == hypnogram.stages.size() || hypnogram.stages[i + 1] != stage;
    if (stage == SleepStage::unscored) {
      before = stage;
      continue;
    }
    const std::string y = px(level(strip, stage));
    if (before == SleepStage::unscored) path += "M" + px(strip.time.x(begin_s)) + " " + y;
    if (before != stage) path += "V" + y;
    if (last) path += "H" + px(strip.time.x(begin_s + hypnogram.epoch_s));
    before = stage;
  }
  return path;
}

std::string bars(const Strip& strip, const core::Hypnogram& hypnogram, SleepStage wanted) {
  std::string path;
  const std::string y = px(level(strip, wanted));
  for (std::size_t i = 0; i < hypnogram.stages.size(); ++i) {
    if (hypnogram.stages[i] != wanted) continue;
    const std::size_t first = i;
    while (i + 1 < hypnogram.stages.size() && hypnogram.stages[i + 1] == wanted)
      ++i;
    const auto at = [&](std::size_t epoch) {
      return px(strip.time.x(hypnogram.start_s + static_cast<double>(epoch) * hypnogram.epoch_s));
    };
    path += "M" + at(first) + " " + y + "H" + at(i + 1);
  }
  return path;
}

}  // namespace

void draw_hypnogram(SvgWriter& svg, const Strip& strip, const core::Hypnogram& hypnogram) {
  svg.leaf("rect",
           {{"class", "lane"},
            {"x", px(strip.time.left)},
            {"y", px(strip.top)},
            {"width", px(strip.time.width)},
            {"height", px(strip.height)}});
  for (const auto stage : kRows) {
    svg.text("text",
             {{"class", "tick end"},
              {"x", px(strip.time.left - kLabelGap)},
              {"y", px(level(strip, stage) + kLabelDrop)}},
             core::name(stage));
  }
  svg.leaf("path", {{"class", "stages"}, {"d", steps(strip, hypnogram)}});
  svg.leaf("path", {{"class", "rem"}, {"d", bars(strip, hypnogram, SleepStage::rem)}});
}

}  // namespace calfemg::report
