// SPDX-License-Identifier: Apache-2.0
#include "detect/hflm.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "detect/muscle_level.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

struct Burst {
  Run run;  ///< bins above half of the peak
  std::size_t peak = 0;
};

/// Follows a level from trough to peak and says when a peak is over.
class PeakFollower {
 public:
  explicit PeakFollower(double return_ratio) : return_ratio_(return_ratio) {}

  /// The bin of a peak that the level has now come back from.
  std::optional<std::size_t> next(const std::vector<double>& level, std::size_t bin) {
    const double value = level[bin];
    if (!peak_) {
      trough_ = std::min(trough_, value);
      if (value >= return_ratio_ * trough_) peak_ = bin;
      return std::nullopt;
    }
    if (value > level[*peak_]) peak_ = bin;
    if (value * return_ratio_ > level[*peak_]) return std::nullopt;
    trough_ = value;
    return std::exchange(peak_, std::nullopt);
  }

 private:
  double return_ratio_;
  double trough_ = 1.0;  ///< rest
  std::optional<std::size_t> peak_;
};

/// Bins around a peak that are at least half as high.
Run upper_half(const std::vector<double>& level, std::size_t peak) {
  Run run{peak, peak + 1};
  while (run.begin > 0 && level[run.begin - 1] >= 0.5 * level[peak])
    --run.begin;
  while (run.end < level.size() && level[run.end] >= 0.5 * level[peak])
    ++run.end;
  return run;
}

/// Peaks that stand `return_ratio` above the troughs at both sides.
std::vector<Burst> bursts_of(const MuscleLevel& level, const TrainOptions& options) {
  std::vector<Burst> bursts;
  PeakFollower follower(options.return_ratio);
  for (std::size_t i = 0; i < level.multiple.size(); ++i) {
    if (std::isnan(level.multiple[i])) continue;
    const auto peak = follower.next(level.multiple, i);
    if (peak && level.multiple[*peak] >= options.peak_rest_multiple)
      bursts.push_back({upper_half(level.multiple, *peak), *peak});
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

std::vector<Train> trains_of(const MuscleLevel& level, const TrainOptions& options) {
  std::vector<Train> trains(1);
  for (const Burst& burst : bursts_of(level, options))
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
    for (const Train& train : trains_of(level, options)) {
      add_joined(events, train_event(view, level, train));
    }
  }
  return events;
}

}  // namespace calfemg::detect
