// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/performer.hpp"

namespace calfemg::simulate {
namespace {

using core::EventType;
using core::Muscle;

constexpr std::array kTriceps{
    Muscle::gastrocnemius_medialis, Muscle::gastrocnemius_lateralis, Muscle::soleus};

constexpr Range kCentre{0.15, 0.85};    // of the cramping zone, along the head
constexpr double kShortestPartS = 3.0;  // of the other head's share in a cramp
constexpr Range kStretchS{2.0, 6.0};
constexpr double kStretchInside = 0.6;  // of the break lies before the end of the cramp
constexpr Range kStretchRiseS{0.15, 0.6};
constexpr double kStretchIrregularity = 0.1;
constexpr double kFasciculationsBeforeS = 10.0;
constexpr double kFasciculationsAfterS = 30.0;
constexpr Range kFasciculationMultiple{3.0, 12.0};
constexpr double kResidualRiseS = 1.0;
constexpr double kResidualDecay = 0.3;  // of its duration
constexpr double kResidualIrregularity = 0.08;
constexpr double kTensionSmoothingS = 2.0;
constexpr double kTensionHoldS = 4.0;
constexpr double kLeastTensionS = 60.0;  // shorter is not called tension
constexpr Range kWakeDelayS{2.0, 45.0};  // Chaney: waking 41 s (SD 11) after the rise began
constexpr Range kAwakeS{120.0, 480.0};
constexpr Range kMarkerDelayS{8.0, 70.0};
constexpr Range kRubbingS{2.0, 10.0};

}  // namespace

Claim Performer::cramp_head(Muscle muscle, double delay_s, double factor) {
  const double duration_s =
      std::max(std::min(kShortestPartS, occurrence_.duration_s), occurrence_.duration_s - delay_s);
  DischargeStyle style;
  style.cramp = true;
  style.isi_cv = value("isi_cv");
  style.modulation_hz = value("modulation_hz");
  style.modulation_depth = value("modulation_depth");
  style.doublets = value("doublets");
  style.width = value("width");
  style.territory = value("territory");
  style.centre_from = random_.uniform(kCentre.low, kCentre.high);
  const double drift = value("drift") * (random_.chance(0.5) ? 1.0 : -1.0);
  style.centre_to = std::clamp(style.centre_from + drift, 0.0, 1.0);
  const Course course =
      cramp_course({duration_s, value("rise_s"), value("decay_s"), value("irregularity")}, random_);
  const double level = level_for_multiple(value("multiple")) * factor;
  Claim claim = make_claim(EventType::cramp, occurrence_.leg, muscle);
  claim.planned = {occurrence_.onset_s + delay_s, duration_s};
  claim.activities = {
      act(occurrence_.leg, muscle, {claim.planned.start_s, scaled(course, level), style})};
  return claim;
}

// Forced stretch drives all of triceps surae (Ross & Thomas 1995).
void Performer::stretch_break(std::vector<Claim>& cramps) {
  const double duration_s =
      std::min(random_.uniform(kStretchS.low, kStretchS.high), occurrence_.duration_s);
  const double start_s = end_s() - kStretchInside * duration_s;
  const double ramp_s = random_.uniform(kStretchRiseS.low, kStretchRiseS.high);
  const Course course = hold_course({duration_s, ramp_s, ramp_s, kStretchIrregularity}, random_);
  const double level = level_for_multiple(value("multiple")) * value("stretch_level");
  Claim claim = make_claim(EventType::contraction, occurrence_.leg, Muscle::none);
  claim.kind = "stretch_break";
  claim.planned = {start_s, duration_s};
  for (const Muscle muscle : kTriceps) {
    const std::size_t activity =
        act(occurrence_.leg, muscle, {start_s, scaled(course, level), voluntary_style(random_)});
    claim.activities.push_back(activity);
    for (Claim& cramp : cramps) {
      if (cramp.muscle != muscle) continue;
      cramp.activities.push_back(activity);
      cramp.planned.duration_s = start_s + duration_s - cramp.planned.start_s;
    }
  }
  performance_.claims.push_back(std::move(claim));
}

void Performer::residual(Muscle muscle) {
  const double start_s = end_s();
  const double duration_s = value("residual_s");
  const Course course = hold_course(
      {duration_s, kResidualRiseS, kResidualDecay * duration_s, kResidualIrregularity}, random_);
  const double level = level_for_multiple(value("residual_multiple"));
  Claim claim = make_claim(EventType::tension, occurrence_.leg, muscle);
  claim.kind = "residual";
  claim.stand_out = scenario_.night.stand_out_tension;
  claim.smoothing_s = kTensionSmoothingS;
  claim.hold_s = kTensionHoldS;
  claim.planned = {start_s, duration_s};
  claim.activities = {
      act(occurrence_.leg, muscle, {start_s, scaled(course, level), voluntary_style(random_)})};
  if (duration_s >= kLeastTensionS) performance_.claims.push_back(std::move(claim));
}

void Performer::fasciculate_around(Muscle muscle) {
  const auto count = static_cast<int>(std::lround(value("fasciculations")));
  for (int i = 0; i < count; ++i) {
    const double before_s = occurrence_.onset_s - random_.exponential(kFasciculationsBeforeS / 2.0);
    const double after_s = end_s() + random_.exponential(kFasciculationsAfterS / 2.0);
    for (const double time_s : {before_s, after_s})
      fasciculate(occurrence_.leg,
                  muscle,
                  time_s,
                  random_.log_uniform(kFasciculationMultiple.low, kFasciculationMultiple.high));
  }
}

void Performer::cramp_context() {
  if (chance("awakening")) {
    const double delay_s = random_.uniform(kWakeDelayS.low, kWakeDelayS.high);
    performance_.awake.push_back(
        {occurrence_.onset_s + delay_s, random_.uniform(kAwakeS.low, kAwakeS.high)});
  }
  if (chance("marker")) {
    const double delay_s = random_.uniform(kMarkerDelayS.low, kMarkerDelayS.high);
    performance_.annotations.push_back({occurrence_.onset_s + delay_s, 0.0, "patient marker"});
  }
  if (chance("motion")) {
    const double length_s = random_.uniform(kRubbingS.low, kRubbingS.high);
    const double latest_s = std::max(occurrence_.onset_s, end_s() - length_s);
    motion(occurrence_.leg, {random_.uniform(occurrence_.onset_s, latest_s), length_s});
  }
}

void Performer::cramp() {
  const Muscle muscle = occurrence_.muscle;
  std::vector<Claim> claims{cramp_head(muscle, 0.0, 1.0)};
  if (muscle != Muscle::soleus && chance("both_heads"))
    claims.push_back(cramp_head(other_head(muscle), value("spread_s"), value("other_head")));
  if (chance("stretch_break")) stretch_break(claims);
  fasciculate_around(muscle);
  if (chance("residual")) residual(muscle);
  cramp_context();
  for (auto& claim : claims)
    performance_.claims.push_back(std::move(claim));
}

}  // namespace calfemg::simulate
