// SPDX-License-Identifier: Apache-2.0
#include "core/recording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace calfemg::core {

std::string_view name(SleepStage stage) {
  constexpr std::array<std::string_view, 6> kNames{"W", "N1", "N2", "N3", "REM", "unscored"};
  return kNames.at(static_cast<std::size_t>(stage));
}

bool is_sleep(SleepStage stage) {
  return stage != SleepStage::wake && stage != SleepStage::unscored;
}

SleepStage Hypnogram::at(double seconds) const {
  const double epoch = std::floor((seconds - start_s) / epoch_s);
  if (!(epoch >= 0.0 && epoch < static_cast<double>(stages.size()))) return SleepStage::unscored;
  return stages[static_cast<std::size_t>(epoch)];
}

Seconds RecordingInfo::duration() const {
  Seconds end{0.0};
  for (const auto& block : blocks)
    end = std::max(end, block.start + block.duration());
  return end;
}

}  // namespace calfemg::core
