// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_indices.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "detect/plm_association.hpp"

namespace calfemg::detect {
namespace {

constexpr double kSecondsPerHour = 3600.0;

double rate_per_hour(int count, double seconds) {
  return seconds > 0.0 ? count / (seconds / kSecondsPerHour) : core::kMissing;
}

double ratio(int part, int whole) {
  return whole > 0 ? static_cast<double>(part) / whole : core::kMissing;
}

MovementCount count_of(std::span<const ScoredMovement> movements,
                       const MovementGroup& kind,
                       const MovementGroup& side,
                       const StageGroup& group) {
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

int count_of_kind(std::span<const ScoredMovement> movements,
                  bool (*has)(const ScoredMovement&),
                  const StageGroup& group) {
  return static_cast<int>(
      std::count_if(movements.begin(), movements.end(), [&](const ScoredMovement& movement) {
        return has(movement) && group.has(movement.stage);
      }));
}

/// @param has_clm  whether a CLM goes with an event
template <class HasClm>
EventCount events_of(const MarkedNight& night,
                     std::span<const core::Interval> events,
                     const StageGroup& group,
                     const HasClm& has_clm) {
  EventCount result;
  result.group = group.name;
  int with_clm = 0;
  for (const core::Interval& event : events) {
    if (!in_night(night, event.start_s, event.end_s())) continue;
    if (!group.has(scoring_stage(night, event.start_s))) continue;
    ++result.count;
    with_clm += has_clm(event) ? 1 : 0;
  }
  result.per_hour = rate_per_hour(result.count, seconds_of(night, group));
  result.with_clm_share = ratio(with_clm, result.count);
  return result;
}

bool is_clm(const ScoredMovement& movement) {
  return movement.type == MovementClass::clm;
}

}  // namespace

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
    for (const MovementGroup& side : kMovementSides) {
      for (const StageGroup& group : kStageGroups) {
        counts.push_back(count_of(movements, kind, side, group));
        counts.back().per_hour = rate_per_hour(counts.back().count, seconds_of(night, group));
      }
    }
  }
  return counts;
}

std::vector<GroupIndices> group_indices(const MarkedNight& night,
                                        std::span<const ScoredMovement> movements,
                                        const PlmOptions& options) {
  const auto in_series = [](const ScoredMovement& m) { return m.all.is_member(); };
  const auto in_series_not_respiratory = [](const ScoredMovement& m) {
    return m.not_respiratory.is_member();
  };
  const auto clm_not_respiratory = [](const ScoredMovement& m) {
    return is_clm(m) && !m.respiratory;
  };
  const auto has_clm = [&](bool (*goes_with)(
                           const ScoredMovement&, const core::Interval&, const PlmOptions&)) {
    return [&, goes_with](const core::Interval& event) {
      return std::any_of(movements.begin(), movements.end(), [&](const ScoredMovement& movement) {
        return is_clm(movement) && goes_with(movement, event, options);
      });
    };
  };
  std::vector<GroupIndices> result;
  for (const StageGroup& group : kStageGroups) {
    GroupIndices indices;
    indices.group = group.name;
    indices.duration_s = seconds_of(night, group);
    indices.periodicity =
        ratio(count_of_kind(movements, in_series, group), count_of_kind(movements, &is_clm, group));
    indices.periodicity_not_respiratory =
        ratio(count_of_kind(movements, in_series_not_respiratory, group),
              count_of_kind(movements, clm_not_respiratory, group));
    indices.respiratory =
        events_of(night, night.respiratory_events, group, has_clm(&is_near_respiration));
    indices.arousal = events_of(night, night.arousals, group, has_clm(&is_near_arousal));
    result.push_back(indices);
  }
  return result;
}

}  // namespace calfemg::detect
