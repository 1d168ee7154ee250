// SPDX-License-Identifier: Apache-2.0
#include "detect/hflm.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "detect/bursts.hpp"
#include "detect/muscle_level.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// What a peak must reach, x rest: in uV it counts from the lowest rest level of the muscle.
double least_peak(const SessionView& view, const MuscleLevel& level, const TrainOptions& options) {
  double rest_uv = core::kMissing;
  for (const std::size_t channel : level.channels)
    rest_uv = std::fmin(rest_uv, view.channels[channel].rest.level_uv);
  return std::max(options.peak_rest_multiple, 1.0 + options.peak_above_uv / rest_uv);
}

/// A row of bursts of which each follows the one before in time.
struct Train {
  std::vector<Burst> bursts;
  std::vector<double> intervals_s;
};

bool rhythmic(const Train& train, const TrainOptions& options) {
  if (static_cast<double>(train.bursts.size()) < options.min_bursts) return false;
  const double usual = median(train.intervals_s);
  const double spread = robust_spread(train.intervals_s);
  return spread <= options.max_interval_cv * usual;
}

/// Puts a burst into the train, or begins the next one where the pause is too long.
void add_burst(std::vector<Train>& trains,
               const Burst& burst,
               double step_s,
               const TrainOptions& options) {
  if (!trains.back().bursts.empty()) {
    const std::size_t before = trains.back().bursts.back().peak;
    const double interval_s = static_cast<double>(burst.peak - before) * step_s;
    if (interval_s < options.min_interval_s) return;
    if (interval_s > options.max_interval_s) {
      trains.emplace_back();
    } else {
      trains.back().intervals_s.push_back(interval_s);
    }
  }
  trains.back().bursts.push_back(burst);
}

std::vector<Train> trains_of(const SessionView& view,
                             const MuscleLevel& level,
                             const TrainOptions& options) {
  std::vector<Train> trains(1);
  const double least = least_peak(view, level, options);
  for (const Burst& burst : bursts_of(level.multiple, options.return_ratio, least))
    add_burst(trains, burst, level.bins.step_s, options);
  std::erase_if(trains, [&](const Train& train) { return !rhythmic(train, options); });
  return trains;
}

core::Event train_event(const SessionView& view, const MuscleLevel& level, const Train& train) {
  const MuscleLevel* levels[] = {&level};
  core::Event event =
      event_of_levels(view,
                      core::EventType::hflm,
                      levels,
                      {train.bursts.front().run.begin, train.bursts.back().run.end});
  event.measures.push_back({"bursts", static_cast<double>(train.bursts.size())});
  event.measures.push_back({"rate_hz", 1.0 / median(train.intervals_s)});
  return event;
}

/// Trains of calf and tibialis of a leg that overlap are one.
void add_joined(std::vector<core::Event>& events, core::Event event) {
  for (core::Event& known : events) {
    const bool overlaps =
        known.leg == event.leg && known.onset_s < event.end_s() && event.onset_s < known.end_s();
    if (!overlaps) continue;
    const double end_s = std::max(known.end_s(), event.end_s());
    known.onset_s = std::min(known.onset_s, event.onset_s);
    known.duration_s = end_s - known.onset_s;
    known.channels.insert(known.channels.end(), event.channels.begin(), event.channels.end());
    return;
  }
  events.push_back(std::move(event));
}

}  // namespace

std::vector<core::Event> find_trains(const SessionView& view, const TrainOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (const MuscleLevel& level : muscle_levels(view, options.smoothing_s)) {
    for (const Train& train : trains_of(view, level, options)) {
      add_joined(events, train_event(view, level, train));
    }
  }
  return events;
}

}  // namespace calfemg::detect
