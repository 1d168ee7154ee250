// SPDX-License-Identifier: Apache-2.0
#include "detect/muscle_level.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

bool is_calf(core::Muscle muscle) {
  return core::is_gastrocnemius(muscle) || muscle == core::Muscle::soleus;
}

void raise(MuscleLevel& level, const ChannelView& channel, double smoothing_s) {
  const std::vector<double> uv = smoothed(*channel.table, channel.artifacts.usable, smoothing_s);
  const core::Grid& own = channel.table->bins;
  for (std::size_t i = 0; i < level.multiple.size(); ++i) {
    const double centre_s = level.bins.centre_s(i);
    if (centre_s < own.start_s || centre_s >= own.end_s()) continue;
    const double value = uv[bin_at(own, centre_s)] / channel.rest.level_uv;
    level.multiple[i] = std::fmax(level.multiple[i], value);  // the one that is known wins
  }
}

MuscleLevel level_of(const SessionView& view, core::Leg leg, bool calf, double smoothing_s) {
  const core::Grid bins = view.channels.front().table->bins;
  MuscleLevel level{leg, calf, {}, bins, std::vector<double>(bins.count, core::kMissing)};
  for (std::size_t i = 0; i < view.channels.size(); ++i) {
    const ChannelView& channel = view.channels[i];
    const core::Muscle muscle = channel.role().muscle;
    const bool wanted = calf ? is_calf(muscle) : muscle == core::Muscle::tibialis_anterior;
    if (!wanted || channel.role().leg != leg || std::isnan(channel.rest.level_uv)) continue;
    level.channels.push_back(i);
    raise(level, channel, smoothing_s);
  }
  return level;
}

}  // namespace

std::vector<MuscleLevel> muscle_levels(const SessionView& view, double smoothing_s) {
  std::vector<MuscleLevel> levels;
  if (view.channels.empty()) return levels;
  for (const core::Leg leg : {core::Leg::left, core::Leg::right}) {
    for (const bool calf : {true, false}) {
      MuscleLevel level = level_of(view, leg, calf, smoothing_s);
      if (!level.channels.empty()) levels.push_back(std::move(level));
    }
  }
  return levels;
}

double median_multiple(const MuscleLevel& level, Run run) {
  return median(known_values(level.multiple, run));
}

core::Event event_of_levels(const SessionView& view,
                            core::EventType type,
                            std::span<const MuscleLevel* const> levels,
                            Run run) {
  const core::Grid& bins = levels.front()->bins;
  const core::Interval interval{bins.time_s(run.begin),
                                bins.time_s(run.end) - bins.time_s(run.begin)};
  HeadPart part{interval, {}};
  double multiple = core::kMissing;
  bool both = false;
  for (const MuscleLevel* level : levels) {
    both = both || level->leg != levels.front()->leg;
    multiple = std::fmax(multiple, median_multiple(*level, run));
    for (const std::size_t channel : level->channels)
      part.parts.push_back({channel, interval});
  }
  core::Event event = event_of(view, type, part);
  event.muscle = core::Muscle::none;
  event.sites.clear();
  if (both) event.leg.reset();
  event.measures = {{"median_rest_multiple", multiple}};
  return event;
}

double covered_share(const core::Interval& interval,
                     core::Leg leg,
                     core::EventType type,
                     std::span<const core::Event> events) {
  double covered_s = 0.0;
  for (const core::Event& event : events) {
    if (event.type != type || event.leg.value_or(leg) != leg) continue;
    covered_s += std::max(
        0.0, std::min(interval.end_s(), event.end_s()) - std::max(interval.start_s, event.onset_s));
  }
  return interval.duration_s > 0.0 ? covered_s / interval.duration_s : 0.0;
}

}  // namespace calfemg::detect
