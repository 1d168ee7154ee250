// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_groups.hpp"

#include <algorithm>

#include "detect/plm_association.hpp"
#include "detect/plm_indices.hpp"
#include "detect/plm_selection.hpp"

namespace calfemg::detect {
namespace {

double ratio(int part, int whole) {
  return whole > 0 ? static_cast<double>(part) / whole : core::kMissing;
}

int count_of_kind(std::span<const ScoredMovement> movements,
                  bool (*has)(const ScoredMovement&),
                  const StageGroup& group) {
  return static_cast<int>(
      std::count_if(movements.begin(), movements.end(), [&](const ScoredMovement& movement) {
        return has(movement) && group.has(movement.stage);
      }));
}

using GoesWith = bool (*)(const ScoredMovement&, const core::Interval&, const PlmOptions&);

bool is_clm(const ScoredMovement& movement) {
  return movement.type == MovementClass::clm;
}

/// Whether a CLM goes with each of the events.
std::vector<bool> with_clm(std::span<const core::Interval> events,
                           std::span<const ScoredMovement> movements,
                           GoesWith goes_with,
                           const PlmOptions& options) {
  std::vector<bool> result;
  for (const core::Interval& event : events) {
    const auto is_its_clm = [&](const ScoredMovement& movement) {
      return is_clm(movement) && goes_with(movement, event, options);
    };
    result.push_back(std::any_of(movements.begin(), movements.end(), is_its_clm));
  }
  return result;
}

EventCount count_of_events(const MarkedNight& night,
                           std::span<const core::Interval> events,
                           const std::vector<bool>& has_clm,
                           const StageGroup& group) {
  EventCount result;
  result.group = group.name;
  int with_clm_count = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!in_night(night, events[i].start_s, events[i].end_s())) continue;
    if (!group.has(scoring_stage(night, events[i].start_s))) continue;
    ++result.count;
    with_clm_count += has_clm[i] ? 1 : 0;
  }
  result.per_hour = rate_per_hour(result.count, seconds_of(night, group));
  result.with_clm_share = ratio(with_clm_count, result.count);
  return result;
}

}  // namespace

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
  const auto respiratory =
      with_clm(night.respiratory_events, movements, &is_near_respiration, options);
  const auto arousal = with_clm(night.arousals, movements, &is_near_arousal, options);
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
    indices.respiratory = count_of_events(night, night.respiratory_events, respiratory, group);
    indices.arousal = count_of_events(night, night.arousals, arousal, group);
    result.push_back(indices);
  }
  return result;
}

}  // namespace calfemg::detect
