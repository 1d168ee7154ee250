// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_night.hpp"

#include "detect/plm_groups.hpp"
#include "detect/plm_indices.hpp"
#include "detect/plm_intervals.hpp"

namespace calfemg::detect {

MarkedNight night_of(std::span<const core::Event> events,
                     const std::optional<core::Hypnogram>& hypnogram,
                     std::vector<const core::Event*>* sources) {
  MarkedNight night;
  night.hypnogram = hypnogram;
  for (const core::Event& event : events) {
    if (event.type != core::EventType::lm || !event.leg) continue;
    night.movements.push_back({*event.leg, event.onset_s, event.end_s()});
    if (sources != nullptr) sources->push_back(&event);
  }
  return night;
}

core::MovementIndices movement_indices(const MarkedNight& night,
                                       std::span<const ScoredMovement> movements,
                                       const PlmOptions& options) {
  core::MovementIndices indices;
  indices.rules = options.rules;
  indices.hypnogram = night.hypnogram.has_value();
  indices.groups = group_indices(night, movements, options);
  indices.counts = movement_counts(night, movements);
  indices.intervals = interval_counts(night, movements, &ScoredMovement::all, options);
  indices.intervals_not_respiratory =
      interval_counts(night, movements, &ScoredMovement::not_respiratory, options);
  return indices;
}

}  // namespace calfemg::detect
