// SPDX-License-Identifier: Apache-2.0
#include "detect/normalised_emg.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kEpochS = 0.5;
constexpr double kTrimPercent = 0.5;
constexpr double kAll = 100.0;

constexpr std::array kStages{core::SleepStage::wake,
                             core::SleepStage::n1,
                             core::SleepStage::n2,
                             core::SleepStage::n3,
                             core::SleepStage::rem};

struct Epoch {
  double level_uv;
  core::SleepStage stage;
};

/// Half seconds without anything unusable. RMS stands for the mean rectified value: for a Gaussian
/// signal they differ by a factor, which the normalisation takes out.
std::vector<Epoch> epochs_of(const ChannelView& channel,
                             const std::optional<core::Hypnogram>& hypnogram) {
  const core::ChannelTable& table = *channel.table;
  const std::size_t size = steps_in(kEpochS, table.bins.step_s, 1);
  std::vector<Epoch> epochs;
  for (std::size_t i = 0; i + size <= table.envelope_uv.size(); i += size) {
    const Run run{i, i + size};
    if (share_set(channel.artifacts.usable, run) < 1.0) continue;
    const double time_s = table.bins.time_s(i);
    epochs.push_back({rms_over(table.envelope_uv, channel.artifacts.usable, run),
                      hypnogram ? hypnogram->at(time_s) : core::SleepStage::unscored});
  }
  return epochs;
}

core::NormalisedEmg described(std::string_view stage, const std::vector<double>& values) {
  core::NormalisedEmg result;
  result.stage = stage;
  result.duration_s = static_cast<double>(values.size()) * kEpochS;
  std::transform(core::kNormalisedPercents.begin(),
                 core::kNormalisedPercents.end(),
                 result.percentiles.begin(),
                 [&values](double percent) { return percentile(values, percent); });
  return result;
}

}  // namespace

std::vector<core::NormalisedEmg> normalised_emg(const ChannelView& channel,
                                                const std::optional<core::Hypnogram>& hypnogram) {
  const std::vector<Epoch> epochs = epochs_of(channel, hypnogram);
  std::vector<double> levels;
  levels.reserve(epochs.size());
  for (const Epoch& epoch : epochs)
    levels.push_back(epoch.level_uv);
  if (levels.empty()) return {};
  const double low_uv = percentile(levels, kTrimPercent);
  const double high_uv = percentile(levels, kAll - kTrimPercent);
  if (!(high_uv > low_uv)) return {};
  const auto normalised = [&](double level_uv) {
    return kAll * (std::clamp(level_uv, low_uv, high_uv) - low_uv) / (high_uv - low_uv);
  };
  std::transform(levels.begin(), levels.end(), levels.begin(), normalised);
  std::vector<core::NormalisedEmg> result{described("all", levels)};
  for (const core::SleepStage stage : kStages) {
    std::vector<double> of_stage;
    for (const Epoch& epoch : epochs) {
      if (epoch.stage == stage) of_stage.push_back(normalised(epoch.level_uv));
    }
    if (!of_stage.empty()) result.push_back(described(core::name(stage), of_stage));
  }
  return result;
}

}  // namespace calfemg::detect
