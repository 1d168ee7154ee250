// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_association.hpp"

#include <algorithm>

namespace calfemg::detect {

bool is_near_respiration(const ScoredMovement& movement,
                         const core::Interval& respiratory_event,
                         const PlmOptions& options) {
  const double end_s = respiratory_event.end_s();
  if (follows_aasm(options)) {
    const double margin_s = options.aasm_respiratory_margin_s;
    return span_s(end_s, movement.onset_s) <= margin_s &&
           span_s(movement.offset_s, respiratory_event.start_s) <= margin_s;
  }
  return span_s(end_s, movement.onset_s) <= options.respiratory_after_s &&
         span_s(movement.offset_s, end_s) <= options.respiratory_before_s;
}

bool goes_with_respiration(const ScoredMovement& movement,
                           const MarkedNight& night,
                           const PlmOptions& options) {
  const auto& events = night.respiratory_events;
  return std::any_of(events.begin(), events.end(), [&](const core::Interval& event) {
    return in_night(night, event.start_s, event.end_s()) &&
           is_near_respiration(movement, event, options);
  });
}

bool is_near_arousal(const ScoredMovement& movement,
                     const core::Interval& arousal,
                     const PlmOptions& options) {
  const auto is_close = [&](double gap_s) {
    return options.arousal_gap_included ? gap_s <= options.arousal_gap_s
                                        : gap_s < options.arousal_gap_s;
  };
  return is_close(span_s(arousal.end_s(), movement.onset_s)) &&
         is_close(span_s(movement.offset_s, arousal.start_s));
}

bool goes_with_arousal(const ScoredMovement& movement,
                       const MarkedNight& night,
                       const PlmOptions& options) {
  const auto& arousals = night.arousals;
  return std::any_of(arousals.begin(), arousals.end(), [&](const core::Interval& arousal) {
    return in_night(night, arousal.start_s, arousal.end_s()) &&
           is_near_arousal(movement, arousal, options);
  });
}

}  // namespace calfemg::detect
