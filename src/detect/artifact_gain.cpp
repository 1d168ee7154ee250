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

struct Track {
  const ChannelView* channel = nullptr;
  LogSums band;
  LogSums low;
  std::size_t window = 0;  ///< bins of a level
};

Track track_of(const ChannelView& channel, const ArtifactOptions& options) {
  const core::ChannelTable& table = *channel.table;
  return {&channel,
          LogSums(table.envelope_uv, channel.artifacts.usable),
          LogSums(table.low_envelope_uv, channel.artifacts.usable),
          steps_in(options.gain_window_s, table.bins.step_s, kAtOnceBins)};
}

struct Step {
  std::size_t bin = 0;
  double height = 0.0;  ///< ln of after over before
};

struct Sides {
  Run before;
  Run after;
};

std::optional<Sides> sides_of(const Track& track, std::size_t bin) {
  const std::size_t reach = track.window + kEdgeBins;
  if (bin < reach || bin + reach > track.channel->table->envelope_uv.size()) return {};
  return Sides{{bin - reach, bin - kEdgeBins}, {bin + kEdgeBins, bin + reach}};
}

/// A step between two steady levels of the same texture, at once, by the band and 2-15 Hz alike.
std::optional<Step> step_at(const Track& track, std::size_t bin, const ArtifactOptions& options) {
  const auto sides = sides_of(track, bin);
  if (!sides) return {};
  const auto& [before, after] = *sides;
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
  return Step{bin, height};
}

/// Of neighbouring bins that could hold the same step, the one with the greatest height.
std::vector<Step> steps_of(const Track& track, const ArtifactOptions& options) {
  std::vector<Step> steps;
  for (std::size_t bin = 0; bin < track.channel->table->envelope_uv.size(); ++bin) {
    const auto step = step_at(track, bin, options);
    if (!step) continue;
    if (steps.empty() || bin - steps.back().bin > kAtOnceBins) {
      steps.push_back(*step);
    } else if (std::abs(step->height) > std::abs(steps.back().height)) {
      steps.back() = *step;
    }
  }
  return steps;
}

/// Another site of the head is known to stay as it was, and no channel of the leg steps.
bool others_stay(const std::vector<Track>& tracks,
                 const Track& own,
                 const Step& step,
                 const ArtifactOptions& options) {
  const double time_s = own.channel->table->bins.time_s(step.bin);
  const core::Role& role = own.channel->role();
  bool compared = false;
  for (const Track& other : tracks) {
    if (&other == &own || other.channel->role().leg != role.leg) continue;
    const bool same_head = other.channel->role().muscle == role.muscle;
    const auto sides = sides_of(other, bin_at(other.channel->table->bins, time_s));
    if (!sides) continue;
    const double height = other.band.mean(sides->after) - other.band.mean(sides->before);
    if (std::abs(height) > (same_head ? kSiteTolerance : options.gain_tolerance)) return false;
    compared = compared || (same_head && !std::isnan(height));
  }
  return compared;
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
  std::vector<Track> tracks;
  tracks.reserve(channels.size());
  for (const ChannelView& channel : channels)
    tracks.push_back(track_of(channel, options));
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const Track& own = tracks[i];
    auto steps = steps_of(own, options);
    std::erase_if(steps, [&](const Step& s) { return !others_stay(tracks, own, s, options); });
    std::vector<Run> stretches = stretches_between(steps, options);
    std::erase_if(stretches, [&](const Run& run) { return !is_even(channels[i], run); });
    ChannelArtifacts& found = channels[i].artifacts;
    for (const Run& run : stretches)
      std::fill_n(found.usable.begin() + static_cast<std::ptrdiff_t>(run.begin), run.size(), 0);
    found.kinds.push_back({"gain_step", stretches, stretches});
  }
}

}  // namespace calfemg::detect
