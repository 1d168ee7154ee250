// SPDX-License-Identifier: Apache-2.0
#include "detect/hflm.hpp"

#include <algorithm>
#include <cmath>

#include "detect/muscle_level.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

struct Burst {
  Run run;  ///< bins above half of the peak
  std::size_t peak = 0;
};

/// Peaks that stand `return_ratio` above the troughs at both sides.
std::vector<Burst> bursts_of(const MuscleLevel& level, const TrainOptions& options) {
  const std::vector<double>& x = level.multiple;
  std::vector<Burst> bursts;
  double trough = 1.0;  // rest
  std::size_t peak = 0;
  bool rising = false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i])) continue;
    if (!rising) {
      trough = std::min(trough, x[i]);
      if (x[i] >= options.return_ratio * trough) {
        rising = true;
        peak = i;
      }
      continue;
    }
    if (x[i] > x[peak]) peak = i;
    if (x[i] * options.return_ratio > x[peak]) continue;
    rising = false;
    trough = x[i];
    if (x[peak] < options.peak_rest_multiple) continue;
    Run run{peak, peak + 1};
    while (run.begin > 0 && x[run.begin - 1] >= 0.5 * x[peak])
      --run.begin;
    while (run.end < x.size() && x[run.end] >= 0.5 * x[peak])
      ++run.end;
    bursts.push_back({run, peak});
  }
  return bursts;
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

std::vector<Train> trains_of(const MuscleLevel& level, const TrainOptions& options) {
  std::vector<Train> trains;
  Train train;
  const auto close = [&] {
    if (rhythmic(train, options)) trains.push_back(train);
    train = {};
  };
  for (const Burst& burst : bursts_of(level, options)) {
    if (!train.bursts.empty()) {
      const double interval_s =
          static_cast<double>(burst.peak - train.bursts.back().peak) * level.bins.step_s;
      if (interval_s < options.min_interval_s) continue;
      if (interval_s > options.max_interval_s) {
        close();
      } else {
        train.intervals_s.push_back(interval_s);
      }
    }
    train.bursts.push_back(burst);
  }
  close();
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
    for (const Train& train : trains_of(level, options)) {
      add_joined(events, train_event(view, level, train));
    }
  }
  return events;
}

}  // namespace calfemg::detect
