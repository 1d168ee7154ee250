// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_series.hpp"

#include <cmath>

namespace calfemg::detect {
namespace {

/// Numbers the members when the run is long enough, and empties it.
void close_run(std::vector<SeriesPlace*>& run, int& series_so_far, int min_series) {
  const int length = static_cast<int>(run.size());
  if (length >= min_series) {
    ++series_so_far;
    int number = 0;
    for (SeriesPlace* member : run) {
      member->series = series_so_far;
      member->number = ++number;
      member->length = length;
    }
  }
  run.clear();
}

double interval_between(const ScoredMovement* before, const ScoredMovement& movement) {
  const bool is_defined = before != nullptr && before->type == MovementClass::clm &&
                          movement.type == MovementClass::clm;
  return is_defined ? span_s(before->onset_s, movement.onset_s) : core::kMissing;
}

}  // namespace

IntervalKind kind_of_interval(double interval_s, const PlmOptions& options) {
  if (std::isnan(interval_s)) return IntervalKind::none;
  const double shortest_s =
      follows_aasm(options) ? options.aasm_min_interval_s : options.min_interval_s;
  if (interval_s < shortest_s) return IntervalKind::too_short;
  const bool is_too_long = options.max_interval_included ? interval_s > options.max_interval_s
                                                         : interval_s >= options.max_interval_s;
  return is_too_long ? IntervalKind::too_long : IntervalKind::periodic;
}

void form_series(std::vector<ScoredMovement>& movements,
                 SeriesPlace ScoredMovement::*place,
                 bool (*is_left_out)(const ScoredMovement&),
                 const PlmOptions& options) {
  std::vector<SeriesPlace*> run;
  const ScoredMovement* before = nullptr;
  int series_so_far = 0;
  for (ScoredMovement& movement : movements) {
    SeriesPlace& here = movement.*place;
    here = {};
    here.considered = movement.type != MovementClass::not_scored && !is_left_out(movement);
    if (!here.considered) continue;
    here.interval_s = interval_between(before, movement);
    before = &movement;
    const IntervalKind kind = kind_of_interval(here.interval_s, options);
    if (kind != IntervalKind::periodic) close_run(run, series_so_far, options.min_series);
    const bool may_start = kind != IntervalKind::too_short || options.short_interval_starts_series;
    if (movement.type == MovementClass::clm && may_start) run.push_back(&here);
  }
  close_run(run, series_so_far, options.min_series);
}

}  // namespace calfemg::detect
