// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_indices.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace calfemg::detect {
namespace {

constexpr double kSecondsPerHour = 3600.0;

/// A kind of movements on a side.
struct Selection {
  const MovementGroup& kind;
  const MovementGroup& side;
};

MovementCount count_of(std::span<const ScoredMovement> movements,
                       const Selection& selection,
                       const StageGroup& group) {
  const auto& [kind, side] = selection;
  std::vector<double> durations_s;
  for (const ScoredMovement& movement : movements) {
    if (!kind.has(movement) || !side.has(movement) || !group.has(movement.stage)) continue;
    durations_s.push_back(span_s(movement.onset_s, movement.offset_s));
  }
  MovementCount result;
  result.kind = kind.name;
  result.side = side.name;
  result.group = group.name;
  result.count = static_cast<int>(durations_s.size());
  if (durations_s.empty()) return result;
  const auto n = static_cast<double>(durations_s.size());
  const auto [shortest, longest] = std::minmax_element(durations_s.begin(), durations_s.end());
  result.min_s = *shortest;
  result.max_s = *longest;
  result.mean_s = std::accumulate(durations_s.begin(), durations_s.end(), 0.0) / n;
  if (durations_s.size() < 2) return result;
  double squares = 0.0;
  for (const double duration_s : durations_s)
    squares += (duration_s - result.mean_s) * (duration_s - result.mean_s);
  result.sd_s = std::sqrt(squares / (n - 1.0));
  return result;
}

void append_counts(std::vector<MovementCount>& counts,
                   const MarkedNight& night,
                   std::span<const ScoredMovement> movements,
                   const Selection& selection) {
  for (const StageGroup& group : kStageGroups) {
    counts.push_back(count_of(movements, selection, group));
    counts.back().per_hour = rate_per_hour(counts.back().count, seconds_of(night, group));
  }
}

}  // namespace

double rate_per_hour(int count, double seconds) {
  return seconds > 0.0 ? count / (seconds / kSecondsPerHour) : core::kMissing;
}

double seconds_of(const MarkedNight& night, const StageGroup& group) {
  if (!night.hypnogram) return core::kMissing;
  const auto& stages = night.hypnogram->stages;
  return night.hypnogram->epoch_s *
         static_cast<double>(std::count_if(stages.begin(), stages.end(), group.has));
}

std::vector<MovementCount> movement_counts(const MarkedNight& night,
                                           std::span<const ScoredMovement> movements) {
  std::vector<MovementCount> counts;
  for (const MovementGroup& kind : kMovementKinds) {
    for (const MovementGroup& side : kMovementSides)
      append_counts(counts, night, movements, {kind, side});
  }
  return counts;
}

}  // namespace calfemg::detect
