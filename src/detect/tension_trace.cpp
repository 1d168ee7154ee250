// SPDX-License-Identifier: Apache-2.0
#include "detect/tension_trace.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

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

}  // namespace

double tension_gate_uv(const core::RestLevel& rest, const TensionOptions& options) {
  if (std::isnan(rest.level_uv)) return core::kMissing;
  return rest.level_uv + std::max({options.above_sigma * rest.spread_uv,
                                   options.above_rest_fraction * rest.level_uv,
                                   options.above_uv});
}

TensionTrace tension_trace(const ChannelView& channel,
                           std::span<const core::Event> others,
                           const TensionOptions& options) {
  TensionTrace trace;
  trace.level_uv = smoothed(*channel.table, channel.artifacts.usable, options.smoothing_s);
  trace.activity = activity_of(channel, trace.level_uv, others, options);
  return trace;
}

TensionTrace judged_trace(const ChannelView& channel,
                          std::span<const core::Event> others,
                          const TensionOptions& options) {
  TensionTrace trace = tension_trace(channel, others, options);
  const double gate_uv = tension_gate_uv(channel.rest, options);
  for (std::size_t i = 0; i < trace.level_uv.size(); ++i) {
    const bool is_more = trace.activity[i] == Activity::rest && trace.level_uv[i] > gate_uv;
    if (is_more) trace.activity[i] = Activity::unknown;
  }
  return trace;
}

}  // namespace calfemg::detect
