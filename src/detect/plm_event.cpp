// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_event.hpp"

#include "detect/plm_night.hpp"

namespace calfemg::detect {
namespace {

core::Event periodic_event(const core::Event& movement, const ScoredMovement& scored) {
  core::Event event = movement;
  event.type = core::EventType::plm;
  event.measures = {{"standard_derivation", movement.measure("standard_derivation")},
                    {"interval_s", scored.all.interval_s},
                    {"series", static_cast<double>(scored.all.series)},
                    {"number_in_series", static_cast<double>(scored.all.number)},
                    {"series_length", static_cast<double>(scored.all.length)},
                    {"bilateral", scored.side == Side::bilateral ? 1.0 : 0.0}};
  return event;
}

}  // namespace

std::vector<core::Event> find_periodic_movements(std::span<const core::Event> events,
                                                 const std::optional<core::Hypnogram>& hypnogram,
                                                 const PlmOptions& options) {
  if (!options.enabled) return {};
  std::vector<const core::Event*> sources;
  const MarkedNight night = night_of(events, hypnogram, &sources);
  std::vector<core::Event> periodic;
  for (const ScoredMovement& movement : score_movements(night, options)) {
    if (!movement.all.is_member()) continue;
    for (const std::size_t mark : movement.marks)
      periodic.push_back(periodic_event(*sources[mark], movement));
  }
  return periodic;
}

}  // namespace calfemg::detect
