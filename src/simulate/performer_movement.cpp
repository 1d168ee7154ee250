// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/performer.hpp"

namespace calfemg::simulate {
namespace {

using core::EventType;
using core::Leg;
using core::Muscle;

constexpr std::array kTriceps{
    Muscle::gastrocnemius_medialis, Muscle::gastrocnemius_lateralis, Muscle::soleus};

constexpr Range kCalfMuscle{0.4, 1.0};  // each calf muscle's share of the calf level
constexpr Range kOtherLegLagS{0.0, 0.4};
constexpr Range kOtherLegLevel{0.4, 1.0};
constexpr double kMovementSmoothingS = 0.15;
constexpr int kLeastSeries = 4;                // WASM 2016
constexpr Range kSeriesIntervalS{11.0, 85.0};  // inside the 10-90 s of WASM 2016
constexpr double kBetweenMovementsS = 2.0;
constexpr double kSizeCv = 0.25;        // within a series
constexpr Range kTurnMuscle{0.3, 1.0};  // each muscle's share of a large movement
constexpr Range kAwakeS{60.0, 300.0};
constexpr double kTrainSmoothingS = 0.1;
constexpr double kTrainHoldS = 0.15;  // one burst is enough to begin

}  // namespace

std::vector<std::size_t> Performer::move(const Movement& movement) {
  std::vector<std::size_t> activities;
  const auto burst = [&](Muscle muscle, double onset_s, double amplitude_uv) {
    const Course course = burst_course(movement.duration_s, random_);
    const double level = amplitude_uv / rest_uv(movement.leg, muscle);
    activities.push_back(
        act(movement.leg, muscle, {onset_s, scaled(course, level), voluntary_style(random_)}));
  };
  burst(Muscle::tibialis_anterior, movement.onset_s, movement.amplitude_uv);
  for (const Muscle muscle : kTriceps) {
    const double share = value("calf") * random_.uniform(kCalfMuscle.low, kCalfMuscle.high);
    burst(muscle, movement.onset_s + value("lag_s"), share * movement.amplitude_uv);
  }
  return activities;
}

void Performer::move_legs(Movement movement, bool in_series) {
  for (const Leg leg : legs()) {
    movement.leg = leg;
    Claim claim = make_claim(EventType::lm, leg, Muscle::none);
    claim.rule = ClaimRule::amplitude;
    claim.smoothing_s = kMovementSmoothingS;
    claim.planned = {movement.onset_s, movement.duration_s};
    claim.activities = move(movement);
    performance_.claims.push_back(claim);
    if (in_series) {
      claim.type = EventType::plm;
      performance_.claims.push_back(std::move(claim));
    }
    movement.onset_s += random_.uniform(kOtherLegLagS.low, kOtherLegLagS.high);
    movement.amplitude_uv *= random_.uniform(kOtherLegLevel.low, kOtherLegLevel.high);
  }
  if (chance("arousal")) arousal(movement.onset_s);
}

void Performer::leg_movement() {
  move_legs({occurrence_.leg, occurrence_.onset_s, occurrence_.duration_s, value("amplitude_uv")},
            false);
}

void Performer::movement_series() {
  const auto count = static_cast<int>(std::lround(value("movements")));
  double onset_s = occurrence_.onset_s;
  for (int i = 0; i < count; ++i) {
    const double interval_s =
        std::clamp(value("interval_s") * random_.around_one(value("interval_cv")),
                   kSeriesIntervalS.low,
                   kSeriesIntervalS.high);
    const double duration_s = std::min(value("duration_s") * random_.around_one(kSizeCv),
                                       interval_s - kBetweenMovementsS);
    move_legs(
        {occurrence_.leg, onset_s, duration_s, value("amplitude_uv") * random_.around_one(kSizeCv)},
        count >= kLeastSeries);
    onset_s += interval_s;
  }
}

void Performer::large_movement() {
  const double level = level_for_multiple(value("multiple"));
  Claim claim = make_claim(EventType::lmm, occurrence_.leg, Muscle::none);
  const std::vector<Leg> legs_moving = legs();
  if (legs_moving.size() > 1) claim.leg.reset();
  for (const Leg leg : legs_moving) {
    const Course course = turning_course(occurrence_.duration_s, random_);
    const auto turn = [&](Muscle muscle) {
      const double share = random_.uniform(kTurnMuscle.low, kTurnMuscle.high);
      claim.activities.push_back(
          act(leg,
              muscle,
              {occurrence_.onset_s, scaled(course, level * share), voluntary_style(random_)}));
    };
    turn(Muscle::tibialis_anterior);
    for (const Muscle muscle : kTriceps)
      turn(muscle);
    if (chance("motion")) motion(leg, claim.planned);
  }
  performance_.claims.push_back(std::move(claim));
  if (chance("arousal")) arousal(occurrence_.onset_s);
  if (chance("awakening"))
    performance_.awake.push_back({occurrence_.onset_s, random_.uniform(kAwakeS.low, kAwakeS.high)});
}

void Performer::train() {
  const double level = level_for_multiple(value("multiple"));
  const bool alternating = value("alternating") > 0.0;
  TrainOutline outline{occurrence_.duration_s,
                       value("frequency_hz"),
                       value("duty"),
                       value("depth"),
                       random_.uniform()};
  const Muscle lead = other_head(other_head(occurrence_.muscle));
  for (const Leg leg : legs()) {
    const Course course = train_course(outline, random_);
    const auto effort = [&](Muscle muscle, double factor) {
      return act(leg,
                 muscle,
                 {occurrence_.onset_s, scaled(course, level * factor), voluntary_style(random_)});
    };
    Claim claim = make_claim(EventType::hflm, leg, Muscle::none);
    claim.kind = alternating ? "alternating" : "";
    claim.smoothing_s = kTrainSmoothingS;
    claim.hold_s = kTrainHoldS;
    claim.activities = {effort(lead, 1.0),
                        effort(other_head(lead), 1.0 - value("focality")),
                        effort(Muscle::soleus, 1.0 - value("focality")),
                        effort(Muscle::tibialis_anterior, value("tibialis"))};
    performance_.claims.push_back(std::move(claim));
    if (alternating) outline.phase = std::fmod(outline.phase + 0.5, 1.0);
  }
}

}  // namespace calfemg::simulate
