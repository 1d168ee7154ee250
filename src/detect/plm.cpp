// SPDX-License-Identifier: Apache-2.0
#include "detect/plm.hpp"

#include <algorithm>
#include <cmath>

#include "detect/plm_association.hpp"
#include "detect/plm_combine.hpp"
#include "detect/plm_series.hpp"

namespace calfemg::detect {
namespace {

double end_of(const core::Hypnogram& hypnogram) {
  return hypnogram.start_s + static_cast<double>(hypnogram.stages.size()) * hypnogram.epoch_s;
}

/// AASM scores neither movements of a person awake nor those of a respiratory event.
bool is_left_out_by_aasm(const ScoredMovement& movement) {
  return movement.stage == core::SleepStage::wake || movement.respiratory;
}

bool is_respiratory_clm(const ScoredMovement& movement) {
  return movement.respiratory && movement.type == MovementClass::clm;
}

}  // namespace

double span_s(double from_s, double to_s) {
  constexpr double kPerSecond = 1e6;
  return std::round((to_s - from_s) * kPerSecond) / kPerSecond;
}

bool follows_aasm(const PlmOptions& options) {
  return options.rules == "aasm2016";
}

core::SleepStage scoring_stage(const MarkedNight& night, double seconds) {
  if (!night.hypnogram) return core::SleepStage::unscored;
  const bool inside = seconds >= night.hypnogram->start_s && seconds < end_of(*night.hypnogram);
  return inside ? night.hypnogram->at(seconds) : core::SleepStage::wake;
}

bool in_night(const MarkedNight& night, double onset_s, double offset_s) {
  if (!night.hypnogram) return true;
  return span_s(night.hypnogram->start_s, offset_s) >= 0.0 &&
         span_s(onset_s, end_of(*night.hypnogram)) >= 0.0;
}

std::vector<ScoredMovement> score_movements(const MarkedNight& night, const PlmOptions& options) {
  std::vector<ScoredMovement> movements = combined_movements(night, options);
  for (ScoredMovement& movement : movements) {
    movement.stage = scoring_stage(night, movement.onset_s);
    movement.respiratory = goes_with_respiration(movement, night, options);
    movement.arousal = goes_with_arousal(movement, night, options);
    if (follows_aasm(options) && is_left_out_by_aasm(movement))
      movement.type = MovementClass::not_scored;
  }
  form_series(
      movements, &ScoredMovement::all, [](const auto&) { return false; }, options);
  form_series(movements, &ScoredMovement::not_respiratory, &is_respiratory_clm, options);
  return movements;
}

}  // namespace calfemg::detect
