// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_gain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "detect/cramp_texture.hpp"
#include "detect/log_sums.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr std::size_t kEdgeBins = 1;     // the bin that holds the step belongs to neither side
constexpr std::size_t kAtOnceBins = 4;   // the level is reached within these: recorders do not ramp
constexpr double kScaleS = 2.0;          // of the unevenness inside
constexpr double kMostUneven = 1.0;      // 0: noise of a steady level; simulated cramps: 2 to 5
constexpr double kSiteTolerance = 0.07;  // ln: a muscle that acts is heard at both sites of a head

/// Only one at a time: the sums of a whole night of all channels would be most of the memory.
struct Track {
  LogSums band, low;
};

struct Step {
  std::size_t bin = 0;
  double height = 0.0;         ///< ln of after over before
  bool others_stay = true;     ///< no other channel of the leg steps
  bool site_compared = false;  ///< another site of the head is known on both sides
};

using Sides = std::pair<Run, Run>;  // before and after

std::optional<Sides> sides_of(const core::ChannelTable& table, std::size_t bin, double window_s) {
  const std::size_t window = steps_in(window_s, table.bins.step_s, kAtOnceBins);
  const std::size_t reach = window + kEdgeBins;
  if (bin < reach || bin + reach > table.envelope_uv.size()) return {};
  return Sides{{bin - reach, bin - kEdgeBins}, {bin + kEdgeBins, bin + reach}};
}

/// A step between two steady levels of the same texture, at once, by the band and 2-15 Hz alike.
std::optional<Step> step_at(const Track& track,
                            const Sides& sides,
                            const ArtifactOptions& options) {
  const auto& [before, after] = sides;
  const double height = track.band.mean(after) - track.band.mean(before);
  if (!(std::abs(height) >= std::log(options.gain_least_ratio))) return {};
  const double low_height = track.low.mean(after) - track.low.mean(before);
  if (!(std::abs(low_height - height) <= options.gain_low_tolerance)) return {};
  const double spread_before = track.band.spread(before);
  const double spread_after = track.band.spread(after);
  if (!(std::max(spread_before, spread_after) <= options.gain_steady_spread)) return {};
  if (!(std::abs(std::log(spread_after / spread_before)) <= options.gain_tolerance)) return {};
  const double at_once = track.band.mean({after.begin, after.begin + kAtOnceBins}) -
                         track.band.mean({before.end - kAtOnceBins, before.end});
  if (!(std::abs(at_once - height) <= options.gain_tolerance)) return {};
  return Step{before.end + kEdgeBins, height, true, false};
}

/// Of neighbouring bins that could hold the same step, the one with the greatest height.
std::vector<Step> steps_of(const ChannelView& channel, const ArtifactOptions& options) {
  const core::ChannelTable& table = *channel.table;
  const Track track{LogSums(table.envelope_uv, channel.artifacts.usable),
                    LogSums(table.low_envelope_uv, channel.artifacts.usable)};
  std::vector<Step> steps;
  for (std::size_t bin = 0; bin < table.envelope_uv.size(); ++bin) {
    const auto sides = sides_of(table, bin, options.gain_window_s);
    const auto step = sides ? step_at(track, *sides, options) : std::nullopt;
    if (!step) continue;
    if (steps.empty() || bin - steps.back().bin > kAtOnceBins) {
      steps.push_back(*step);
    } else if (std::abs(step->height) > std::abs(steps.back().height)) {
      steps.back() = *step;
    }
  }
  return steps;
}

/// What another channel of the leg says of the steps of a channel.
void compare(std::vector<Step>& steps,
             const ChannelView& own,
             const ChannelView& other,
             const ArtifactOptions& options) {
  if (steps.empty()) return;
  const LogSums other_band(other.table->envelope_uv, other.artifacts.usable);
  const bool same_head = other.role().muscle == own.role().muscle;
  for (Step& step : steps) {
    const double time_s = own.table->bins.time_s(step.bin);
    const auto sides =
        sides_of(*other.table, bin_at(other.table->bins, time_s), options.gain_window_s);
    if (!sides) continue;
    const double height = other_band.mean(sides->second) - other_band.mean(sides->first);
    const bool stays = !(std::abs(height) > (same_head ? kSiteTolerance : options.gain_tolerance));
    step.others_stay = step.others_stay && stays;
    step.site_compared = step.site_compared || (same_head && !std::isnan(height));
  }
}

/// From a step to the next one that takes it back.
std::vector<Run> stretches_between(const std::vector<Step>& steps, const ArtifactOptions& options) {
  std::vector<Run> runs;
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    const auto back = std::find_if(step + 1, steps.end(), [&](const Step& later) {
      return std::abs(later.height + step->height) <= options.gain_tolerance;
    });
    if (back == steps.end()) continue;
    runs.push_back({step->bin, back->bin});
    step = back;
  }
  return runs;
}

/// As even inside as noise: what a muscle does wavers.
bool is_even(const ChannelView& channel, Run run) {
  std::vector<double> logarithms;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const auto uv = static_cast<double>(channel.table->envelope_uv[i]);
    if (channel.artifacts.usable[i] != 0 && uv > 0.0) logarithms.push_back(std::log(uv));
  }
  return roughness(logarithms, steps_in(kScaleS, channel.table->bins.step_s, 1)) <= kMostUneven;
}

}  // namespace

void mark_gain_steps(std::vector<ChannelView>& channels, const ArtifactOptions& options) {
  std::vector<std::vector<Step>> steps_in_channel(channels.size());
  for (std::size_t i = 0; i < channels.size(); ++i)
    steps_in_channel[i] = steps_of(channels[i], options);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    for (const ChannelView& other : channels) {
      if (&channels[i] != &other && channels[i].role().leg == other.role().leg)
        compare(steps_in_channel[i], channels[i], other, options);
    }
  }
  for (std::size_t i = 0; i < channels.size(); ++i) {
    auto& steps = steps_in_channel[i];
    std::erase_if(steps, [](const Step& s) { return !s.others_stay || !s.site_compared; });
    std::vector<Run> stretches = stretches_between(steps, options);
    std::erase_if(stretches, [&](const Run& run) { return !is_even(channels[i], run); });
    ChannelArtifacts& found = channels[i].artifacts;
    for (const Run& run : stretches)
      std::fill_n(found.usable.begin() + static_cast<std::ptrdiff_t>(run.begin), run.size(), 0);
    found.kinds.push_back({"gain_step", stretches, stretches});
  }
}

}  // namespace calfemg::detect
