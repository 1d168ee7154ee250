// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "simulate/performer.hpp"

namespace calfemg::simulate {
namespace {

using core::EventType;
using core::Leg;
using core::Muscle;

constexpr double kTensionSmoothingS = 2.0;
constexpr double kTensionHoldS = 4.0;
constexpr Range kOtherHeadLevel{0.6, 1.0};  // of tension, where both heads are tense

}  // namespace

void Performer::tension() {
  std::vector<Muscle> muscles{occurrence_.muscle};
  if (occurrence_.muscle != Muscle::soleus && chance("both_heads"))
    muscles.push_back(other_head(occurrence_.muscle));
  const double level = level_for_multiple(value("multiple"));
  for (const Muscle muscle : muscles) {
    const double factor = muscle == occurrence_.muscle
                              ? 1.0
                              : random_.uniform(kOtherHeadLevel.low, kOtherHeadLevel.high);
    const double rise_s = value("rise_s");
    const Course course =
        hold_course({occurrence_.duration_s, rise_s, rise_s, value("irregularity")}, random_);
    Claim claim = make_claim(EventType::tension, occurrence_.leg, muscle);
    claim.stand_out = scenario_.night.stand_out_tension;
    claim.smoothing_s = kTensionSmoothingS;
    claim.hold_s = kTensionHoldS;
    claim.activities = {
        act(occurrence_.leg,
            muscle,
            {occurrence_.onset_s, scaled(course, level * factor), voluntary_style(random_)})};
    performance_.claims.push_back(std::move(claim));
  }
}

void Performer::contraction() {
  const double level = level_for_multiple(value("multiple"));
  const Muscle lead = other_head(other_head(occurrence_.muscle));  // a head, also for soleus
  for (const Leg leg : legs()) {
    const Course course = hold_course(
        {occurrence_.duration_s, value("rise_s"), value("decay_s"), value("irregularity")},
        random_);
    const auto effort = [&](Muscle muscle, double factor) {
      return act(leg,
                 muscle,
                 {occurrence_.onset_s, scaled(course, level * factor), voluntary_style(random_)});
    };
    Claim claim = make_claim(EventType::contraction, leg, Muscle::none);
    claim.kind = name(occurrence_.kind);
    claim.activities = {effort(lead, 1.0),
                        effort(other_head(lead), 1.0 - value("focality")),
                        effort(Muscle::soleus, value("soleus")),
                        effort(Muscle::tibialis_anterior, value("tibialis"))};
    performance_.claims.push_back(std::move(claim));
    if (chance("motion"))
      motion(leg, {occurrence_.onset_s, std::min(occurrence_.duration_s, kTensionHoldS)});
  }
}

}  // namespace calfemg::simulate
