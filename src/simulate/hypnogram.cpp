// SPDX-License-Identifier: Apache-2.0
#include "simulate/hypnogram.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace calfemg::simulate {
namespace {

using core::SleepStage;

struct Part {
  SleepStage stage;
  double share;   ///< of a cycle, in the first one
  double change;  ///< from cycle to cycle
};

// Shares of young adults' textbook nights, rounded.
constexpr std::array<Part, 6> kCycle{{{SleepStage::n1, 0.04, 0.0},
                                      {SleepStage::n2, 0.28, 0.03},
                                      {SleepStage::n3, 0.36, -0.10},
                                      {SleepStage::n2, 0.14, 0.02},
                                      {SleepStage::rem, 0.12, 0.05},
                                      {SleepStage::wake, 0.03, 0.005}}};
constexpr double kSmallestShare = 0.01;
constexpr double kPartCv = 0.25;
constexpr double kArousalChance = 0.02;  // of an epoch of sleep to be scored wake

void append(core::Hypnogram& hypnogram, SleepStage stage, double duration_s) {
  const auto epochs = std::max(1L, std::lround(duration_s / hypnogram.epoch_s));
  hypnogram.stages.insert(hypnogram.stages.end(), static_cast<std::size_t>(epochs), stage);
}

}  // namespace

core::Hypnogram make_hypnogram(const NightSpec& night, const Random& random) {
  Random own = random.branch("hypnogram");
  core::Hypnogram hypnogram;
  const auto epochs = static_cast<std::size_t>(night.duration_s / hypnogram.epoch_s);
  append(hypnogram, SleepStage::wake, own.uniform(night.wake_s.low, night.wake_s.high));
  for (int cycle = 0; hypnogram.stages.size() < epochs; ++cycle) {
    for (const Part& part : kCycle) {
      const double share = std::max(kSmallestShare, part.share + cycle * part.change);
      append(hypnogram, part.stage, night.cycle_s * share * own.around_one(kPartCv));
    }
  }
  hypnogram.stages.resize(epochs);
  for (auto& stage : hypnogram.stages) {
    if (own.chance(kArousalChance)) stage = SleepStage::wake;
  }
  return hypnogram;
}

void wake_up(core::Hypnogram& hypnogram, const core::Interval& awake) {
  const auto epoch_of = [&hypnogram](double seconds) {
    const double place = std::floor((seconds - hypnogram.start_s) / hypnogram.epoch_s);
    return static_cast<std::size_t>(
        std::clamp(place, 0.0, static_cast<double>(hypnogram.stages.size())));
  };
  const std::size_t first = epoch_of(awake.start_s);
  const std::size_t last = std::min(hypnogram.stages.size(), epoch_of(awake.end_s()) + 1);
  for (std::size_t i = first; i < last; ++i)
    hypnogram.stages[i] = SleepStage::wake;
  if (last < hypnogram.stages.size() && core::is_sleep(hypnogram.stages[last]))
    hypnogram.stages[last] = SleepStage::n1;
}

}  // namespace calfemg::simulate
