// SPDX-License-Identifier: Apache-2.0
#include "detect/tension.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

struct Period {
  SitePart part;
  double median_uv;
  double rest_multiple;
};

void fill(std::vector<Activity>& activity,
          const core::Grid& bins,
          const core::Interval& interval,
          Activity value) {
  const Run run = bins_between(bins, interval.start_s, interval.end_s());
  for (std::size_t i = run.begin; i < run.end; ++i) {
    activity[i] = value;
  }
}

bool is_movement(core::EventType type) {
  using enum core::EventType;
  return type == lm || type == lmm || type == hflm || type == contraction;
}

/// Tense, resting or unknown, bin by bin.
std::vector<Activity> activity_of(const ChannelView& channel,
                                  std::span<const double> level_uv,
                                  std::span<const core::Event> others,
                                  const TensionOptions& options) {
  const double gate_uv = tension_gate_uv(channel.rest, options);
  const double ceiling_uv = options.ceiling_rest_multiple * channel.rest.level_uv;
  std::vector<Activity> activity(level_uv.size(), Activity::unknown);
  for (std::size_t i = 0; i < level_uv.size(); ++i) {
    if (std::isnan(level_uv[i])) continue;
    const bool tense = level_uv[i] > gate_uv && level_uv[i] <= std::max(ceiling_uv, gate_uv);
    activity[i] = tense ? Activity::active : Activity::rest;
  }
  const core::Role& role = channel.role();
  const auto& bins = channel.table->bins;
  for (const core::Event& event : others) {
    if (!is_movement(event.type) || event.leg.value_or(role.leg) != role.leg) continue;
    const double guard = options.movement_guard_s;
    const core::Interval near{event.onset_s - guard, event.duration_s + 2.0 * guard};
    fill(activity, bins, near, Activity::unknown);
  }
  for (const core::Event& event : others) {
    const bool here = event.leg == role.leg && event.muscle == role.muscle;
    if (event.type != core::EventType::cramp || !here) continue;
    fill(activity, bins, {event.onset_s, event.duration_s}, Activity::rest);
  }
  return activity;
}

std::vector<Period> periods_of(const SessionView& view,
                               std::size_t index,
                               std::span<const core::Event> others,
                               const TensionOptions& options) {
  const ChannelView& channel = view.channels[index];
  if (std::isnan(channel.rest.level_uv)) return {};
  const core::Grid& bins = channel.table->bins;
  const std::vector<double> level =
      smoothed(*channel.table, channel.artifacts.usable, options.smoothing_s);
  const std::vector<Activity> activity = activity_of(channel, level, others, options);

  HysteresisRule rule;
  rule.hold_after = steps_in(options.max_gap_s, bins.step_s, 0) + 1;
  rule.bridge = steps_in(options.max_bridge_s, bins.step_s, 0);
  std::vector<Period> periods;
  for (const Run& run : activity_runs(activity, rule)) {
    const double start = bins.time_s(run.begin);
    const core::Interval interval{start, bins.time_s(run.end) - start};
    const bool lasts = run.size() >= steps_in(options.min_duration_s, bins.step_s, 1);
    if (!lasts || share_set(channel.artifacts.usable, run) < options.min_usable_share) continue;
    std::vector<double> tense;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      if (activity[i] == Activity::active) tense.push_back(level[i]);
    }
    const double median_uv = median(std::move(tense));
    periods.push_back({{index, interval}, median_uv, median_uv / channel.rest.level_uv});
  }
  return periods;
}

/// The site that is tensest, in multiples of its own rest level, speaks for the head.
core::Event tension_event(const SessionView& view,
                          const HeadPart& part,
                          std::span<const Period> periods) {
  core::Event event = event_of(view, core::EventType::tension, part);
  double median_uv = core::kMissing;
  double rest_multiple = core::kMissing;
  for (const Period& period : periods) {
    const bool inside = period.part.interval.start_s >= part.interval.start_s &&
                        period.part.interval.end_s() <= part.interval.end_s();
    if (!inside || period.rest_multiple <= rest_multiple) continue;
    median_uv = period.median_uv;
    rest_multiple = period.rest_multiple;
  }
  event.measures = {{"median_uv", median_uv}, {"median_rest_multiple", rest_multiple}};
  return event;
}

std::vector<core::Event> tension_of(const SessionView& view,
                                    const Head& head,
                                    std::span<const core::Event> others,
                                    const TensionOptions& options) {
  std::vector<Period> periods;
  std::vector<SitePart> parts;
  for (const std::size_t index : head.channels) {
    for (const Period& period : periods_of(view, index, others, options)) {
      periods.push_back(period);
      parts.push_back(period.part);
    }
  }
  std::vector<core::Event> events;
  for (const HeadPart& part : joined_sites(std::move(parts), options.max_gap_s))
    events.push_back(tension_event(view, part, periods));
  return events;
}

}  // namespace

double tension_gate_uv(const core::RestLevel& rest, const TensionOptions& options) {
  if (std::isnan(rest.level_uv)) return core::kMissing;
  return rest.level_uv + std::max({options.above_sigma * rest.spread_uv,
                                   options.above_rest_fraction * rest.level_uv,
                                   options.above_uv});
}

std::vector<core::Event> find_tension(const SessionView& view,
                                      std::span<const core::Event> others,
                                      const TensionOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (const Head& head : heads_of(view)) {
    if (!core::is_gastrocnemius(head.muscle)) continue;
    for (core::Event& event : tension_of(view, head, others, options))
      events.push_back(std::move(event));
  }
  return events;
}

}  // namespace calfemg::detect
