// SPDX-License-Identifier: Apache-2.0
#include "simulate/performer.hpp"

#include <algorithm>
#include <array>

namespace calfemg::simulate {
namespace {

constexpr Range kVoluntaryCv{0.10, 0.20};
constexpr double kUnseenRestUv = 2.0;
constexpr Range kMotionUv{150.0, 1500.0};
constexpr Range kArousalS{3.0, 12.0};
constexpr double kMotionChannelChance = 0.5;

struct Act {
  Kind kind;
  void (Performer::*act)();
};

constexpr std::array<Act, 11> kActs{{{Kind::cramp, &Performer::cramp},
                                     {Kind::tension, &Performer::tension},
                                     {Kind::contraction, &Performer::contraction},
                                     {Kind::stretch, &Performer::contraction},
                                     {Kind::lm, &Performer::leg_movement},
                                     {Kind::plm, &Performer::movement_series},
                                     {Kind::lmm, &Performer::large_movement},
                                     {Kind::hflm, &Performer::train},
                                     {Kind::myoclonus, &Performer::myoclonus},
                                     {Kind::rem_twitches, &Performer::rem_twitches},
                                     {Kind::fasciculation, &Performer::fasciculation}}};

}  // namespace

core::Muscle other_head(core::Muscle muscle) {
  return muscle == core::Muscle::gastrocnemius_medialis ? core::Muscle::gastrocnemius_lateralis
                                                        : core::Muscle::gastrocnemius_medialis;
}

DischargeStyle voluntary_style(Random& random) {
  DischargeStyle style;
  style.isi_cv = random.uniform(kVoluntaryCv.low, kVoluntaryCv.high);
  return style;
}

Performer::Performer(const Scenario& scenario, const Body& body, const Occurrence& occurrence)
    : scenario_(scenario),
      body_(body),
      occurrence_(occurrence),
      random_(occurrence.random.branch("perform")) {}

std::size_t Performer::act(core::Leg leg, core::Muscle muscle, const Program& program) {
  const std::size_t index = performance_.activities.size();
  performance_.activities.push_back(discharge(
      body_, body_.pool(leg, muscle), program, occurrence_.random.branch("activity", index)));
  return index;
}

Claim Performer::make_claim(core::EventType type,
                            std::optional<core::Leg> leg,
                            core::Muscle muscle) const {
  Claim claim;
  claim.type = type;
  claim.leg = leg;
  claim.muscle = muscle;
  claim.stand_out = scenario_.night.stand_out;
  claim.planned = {occurrence_.onset_s, occurrence_.duration_s};
  return claim;
}

void Performer::motion(core::Leg leg, const core::Interval& interval) {
  std::vector<std::size_t> struck;
  for (const std::size_t e : body_.electrodes_on(leg, core::Muscle::none)) {
    if (random_.chance(kMotionChannelChance)) struck.push_back(e);
  }
  const double amplitude_uv = random_.log_uniform(kMotionUv.low, kMotionUv.high);
  for (auto& disturbance :
       make_motion(struck, interval, amplitude_uv, occurrence_.random.branch(core::name(leg), 0)))
    performance_.disturbances.push_back(std::move(disturbance));
}

void Performer::arousal(double onset_s) {
  performance_.annotations.push_back(
      {onset_s + random_.uniform(), random_.uniform(kArousalS.low, kArousalS.high), "arousal"});
}

std::vector<core::Leg> Performer::legs() const {
  std::vector<core::Leg> found{occurrence_.leg};
  const auto both = occurrence_.values.find("both_legs");
  const core::Leg other = occurrence_.leg == core::Leg::left ? core::Leg::right : core::Leg::left;
  if (both != occurrence_.values.end() && both->second > 0.0 && body_.has_leg(other))
    found.push_back(other);
  return found;
}

double Performer::rest_uv(core::Leg leg, core::Muscle muscle) const {
  const MotorPool& pool = body_.pools[body_.pool(leg, muscle)];
  if (pool.electrodes.empty()) return kUnseenRestUv;
  double lowest = body_.electrodes[pool.electrodes.front()].rest_uv;
  for (const std::size_t e : pool.electrodes)
    lowest = std::min(lowest, body_.electrodes[e].rest_uv);
  return lowest;
}

Performance perform(const Scenario& scenario, const Body& body, const Occurrence& occurrence) {
  Performer performer(scenario, body, occurrence);
  for (const auto& row : kActs) {
    if (row.kind == occurrence.kind) (performer.*row.act)();
  }
  Performance performance = performer.finish();
  if (is_artefact(occurrence.kind)) performance.disturbances = make_disturbances(occurrence);
  if (occurrence.kind == Kind::awakening)
    performance.awake.push_back({occurrence.onset_s, occurrence.duration_s});
  if (occurrence.kind == Kind::marker)
    performance.annotations.push_back({occurrence.onset_s, 0.0, "patient marker"});
  return performance;
}

}  // namespace calfemg::simulate
