// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "detect/edges.hpp"
#include "detect/level_tree.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kHalfHeight = 0.5;  ///< an edge lies where half of the step is reached

/// Smoothed envelope of a channel, and where its first bin lies on the grid of the head.
struct Track {
  std::size_t channel = 0;
  std::size_t shift = 0;
  std::vector<double> level_uv;
  double base_uv = 0.0;  ///< the lowest level at which it can take part

  [[nodiscard]] double at(std::size_t bin) const {
    if (bin < shift || bin - shift >= level_uv.size()) return core::kMissing;
    return level_uv[bin - shift];
  }
};

struct HeadTracks {
  core::Grid grid;
  std::vector<Track> tracks;
};

double base_of(const core::RestLevel& rest, const CrampOptions& options) {
  return std::max({options.lowest_rest_multiple * rest.level_uv,
                   rest.level_uv + options.lowest_sigma * rest.spread_uv,
                   rest.level_uv + options.lowest_above_uv});
}

HeadTracks tracks_of(const SessionView& view, const Head& head, const CrampOptions& options) {
  HeadTracks result;
  double start_s = core::kMissing;
  for (const std::size_t index : head.channels)
    start_s = std::fmin(start_s, view.channels[index].table->bins.start_s);
  for (const std::size_t index : head.channels) {
    const ChannelView& channel = view.channels[index];
    if (!(channel.rest.level_uv > 0.0)) continue;
    const core::Grid& bins = channel.table->bins;
    Track track{index, steps_in(bins.start_s - start_s, bins.step_s, 0), {}, 0.0};
    track.level_uv = smoothed(*channel.table, channel.artifacts.usable, options.smoothing_s);
    track.base_uv = base_of(channel.rest, options);
    const std::size_t count = std::max(result.grid.count, track.shift + track.level_uv.size());
    result.grid = {start_s, bins.step_s, bins.width_s, count};
    result.tracks.push_back(std::move(track));
  }
  return result;
}

/// Level of the head in each bin: that of its strongest channel over the base of that channel.
std::vector<double> strongest(const HeadTracks& head) {
  std::vector<double> level(head.grid.count, core::kMissing);
  for (const Track& track : head.tracks) {
    for (std::size_t i = 0; i < track.level_uv.size(); ++i) {
      double& value = level[track.shift + i];
      value = std::fmax(value, track.level_uv[i] / track.base_uv);
    }
  }
  return level;
}

/// The part of a channel in a stretch: from its first to its last bin above base, if it is above
/// for `site_share` of it.
std::optional<SitePart> part_of(const SessionView& view,
                                const Track& track,
                                Run run,
                                const CrampOptions& options) {
  std::size_t above = 0;
  Run own{run.end, run.begin};
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (!(track.at(i) > track.base_uv)) continue;
    ++above;
    own = {std::min(own.begin, i), i + 1};
  }
  const double least = options.site_share * static_cast<double>(run.size());
  if (above == 0 || static_cast<double>(above) < least) return {};
  const ChannelView& channel = view.channels[track.channel];
  const std::size_t reach = steps_in(options.smoothing_s, channel.table->bins.step_s, 1);
  const EdgeLevels levels{channel.rest.level_uv, track.base_uv, kHalfHeight};
  const Run in_channel{own.begin - track.shift, own.end - track.shift};
  return SitePart{track.channel, refined(channel, in_channel, reach, levels)};
}

}  // namespace

Gates cramp_gates(const core::RestLevel& rest, const CrampOptions& options) {
  if (std::isnan(rest.level_uv)) return {};
  const double b = rest.level_uv;
  const double s = rest.spread_uv;
  Gates gates;
  gates.onset_uv = std::max(
      {b + options.onset_sigma * s, options.onset_rest_multiple * b, b + options.onset_above_uv});
  gates.offset_uv = std::max({b + options.offset_sigma * s,
                              options.offset_rest_multiple * b,
                              b + options.offset_above_uv});
  gates.offset_uv = std::min(gates.offset_uv, gates.onset_uv);
  return gates;
}

std::vector<HeadPart> head_candidates(const SessionView& view,
                                      const Head& head,
                                      const CrampOptions& options) {
  const HeadTracks tracks = tracks_of(view, head, options);
  if (tracks.tracks.empty()) return {};
  const double step_s = tracks.grid.step_s;
  LevelRule rule;
  rule.lowest = 1.0;  // levels are multiples of the base
  rule.ratio = options.level_ratio;
  rule.bridge = steps_in(options.bridge_s, step_s, 0);
  rule.shortest = steps_in(options.min_duration_s, step_s, 1);
  rule.same_overlap = options.same_overlap;
  std::vector<HeadPart> candidates;
  std::vector<double> level = strongest(tracks);
  bridge_unknown(level, steps_in(options.unknown_bridge_s, step_s, 0));
  for (const Run& run : level_tree(level, rule)) {
    std::vector<SitePart> parts;
    for (const Track& track : tracks.tracks) {
      if (const auto part = part_of(view, track, run, options)) parts.push_back(*part);
    }
    const double longest_gap_s = static_cast<double>(run.size()) * step_s;  // all are one
    for (HeadPart& part : joined_sites(std::move(parts), longest_gap_s))
      candidates.push_back(std::move(part));
  }
  return candidates;
}

}  // namespace calfemg::detect
