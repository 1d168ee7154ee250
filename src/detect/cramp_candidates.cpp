// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "detect/edges.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kFlankSmoothingS = 1.0;  ///< flanks are judged on the 1-s level
constexpr double kHalfHeight = 0.5;       ///< an edge lies where half of the step is reached

std::vector<Activity> activity_of(std::span<const double> envelope_uv, const Gates& gates) {
  std::vector<Activity> activity(envelope_uv.size(), Activity::rest);
  for (std::size_t i = 0; i < envelope_uv.size(); ++i) {
    const double value = envelope_uv[i];
    if (std::isnan(value)) {
      activity[i] = Activity::unknown;
    } else if (value > gates.onset_uv) {
      activity[i] = Activity::active;
    } else if (value > gates.offset_uv) {
      activity[i] = Activity::between;
    }
  }
  return activity;
}

HysteresisRule rule_of(const CrampOptions& options, double step_s) {
  HysteresisRule rule;
  rule.seed_window = steps_in(options.onset_window_s, step_s, 1);
  rule.seed_active = std::max<std::size_t>(
      1,
      static_cast<std::size_t>(
          std::ceil(options.onset_share * static_cast<double>(rule.seed_window))));
  rule.hold_before = steps_in(options.offset_hold_s, step_s, 1);
  rule.hold_after = rule.hold_before;
  rule.bridge = steps_in(options.merge_gap_s, step_s, 0);
  return rule;
}

/// Highest level that is held for `bins` in a row: a burst that is shorter does not count.
double held_level(std::span<const double> envelope_uv, Run run, std::size_t bins) {
  const std::vector<double> known = known_values(envelope_uv, run);
  const std::size_t window = std::min(std::max<std::size_t>(bins, 1), known.size());
  double highest = 0.0;
  for (std::size_t begin = 0; begin + window <= known.size() && window > 0; ++begin) {
    const auto first = known.begin() + static_cast<std::ptrdiff_t>(begin);
    highest =
        std::max(highest, *std::min_element(first, first + static_cast<std::ptrdiff_t>(window)));
  }
  return highest;
}

/// Cuts lead-ins, pauses and residues out of a run that are longer than `flank_max_s` and lower
/// than `flank_fraction` of the plateau above rest. Shorter ones stay with their activity.
std::vector<Run> without_long_flanks(std::span<const double> level_uv,
                                     Run run,
                                     double rest_uv,
                                     const CrampOptions& options,
                                     double step_s) {
  const std::size_t longest = steps_in(options.flank_max_s, step_s, 1);
  const std::size_t held = steps_in(options.stretch_break_s, step_s, 1);
  if (run.size() <= longest) return {run};
  const double plateau_uv = held_level(level_uv, run, held);
  const double cut_uv = rest_uv + options.flank_fraction * (plateau_uv - rest_uv);
  Flags strong(run.size(), 0);
  for (std::size_t i = run.begin; i < run.end; ++i) {
    strong[i - run.begin] = level_uv[i] >= cut_uv ? 1 : 0;
  }
  const std::size_t shortest = steps_in(options.min_duration_s, step_s, 1);
  std::vector<Run> parts = at_least(joined(runs_of(strong), longest), shortest);
  for (Run& part : parts) {
    part = {part.begin + run.begin, part.end + run.begin};
    if (part.begin - run.begin <= longest) part.begin = run.begin;
    if (run.end - part.end <= longest) part.end = run.end;
  }
  return parts;
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

std::vector<core::Interval> channel_candidates(const ChannelView& channel,
                                               const CrampOptions& options) {
  const Gates gates = cramp_gates(channel.rest, options);
  if (std::isnan(gates.onset_uv)) return {};
  const core::ChannelTable& table = *channel.table;
  const double step_s = table.bins.step_s;
  const double rest_uv = channel.rest.level_uv;
  const std::vector<double> envelope =
      smoothed(table, channel.artifacts.usable, options.smoothing_s);
  const std::vector<double> level = smoothed(table, channel.artifacts.usable, kFlankSmoothingS);

  std::vector<Run> runs = activity_runs(activity_of(envelope, gates), rule_of(options, step_s));
  runs = joined(runs, steps_in(options.merge_gap_s, step_s, 0));
  const std::size_t reach = steps_in(options.smoothing_s, step_s, 1);
  const EdgeLevels edges{rest_uv, gates.offset_uv, kHalfHeight};
  std::vector<core::Interval> found;
  for (const Run& run : runs) {
    for (const Run& part : without_long_flanks(level, run, rest_uv, options, step_s)) {
      found.push_back(refined(channel, part, reach, edges));
    }
  }
  return found;
}

std::vector<HeadPart> head_candidates(const SessionView& view,
                                      const Head& head,
                                      const CrampOptions& options) {
  std::vector<SitePart> parts;
  for (const std::size_t index : head.channels) {
    for (const core::Interval& interval : channel_candidates(view.channels[index], options)) {
      parts.push_back({index, interval});
    }
  }
  return joined_sites(std::move(parts), options.merge_gap_s);
}

}  // namespace calfemg::detect
