// SPDX-License-Identifier: Apache-2.0
#include "detect/tension.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"
#include "detect/tension_trace.hpp"

namespace calfemg::detect {
namespace {

struct Period {
  SitePart part;
  double median_uv;
  double rest_multiple;
};

std::vector<Period> periods_of(const SessionView& view,
                               std::size_t index,
                               std::span<const core::Event> others,
                               const TensionOptions& options) {
  const ChannelView& channel = view.channels[index];
  if (std::isnan(channel.rest.level_uv)) return {};
  const core::Grid& bins = channel.table->bins;
  const auto [level, activity] = tension_trace(channel, others, options);

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
