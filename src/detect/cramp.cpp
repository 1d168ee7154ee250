// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp.hpp"

#include <utility>

#include "detect/cramp_candidates.hpp"
#include "detect/cramp_evidence.hpp"
#include "detect/cramp_judgement.hpp"

namespace calfemg::detect {
namespace {

bool can_cramp(core::Muscle muscle) {
  return core::is_gastrocnemius(muscle) || muscle == core::Muscle::soleus;
}

core::Event judged(const SessionView& view,
                   const Head& head,
                   const HeadPart& candidate,
                   const CrampOptions& options) {
  const CrampEvidence evidence = cramp_evidence(view, head, candidate, options);
  CrampJudgement judgement = judge_by_rules(evidence, options);
  const bool is_cramp = judgement.grade != core::Grade::none;
  core::Event event = event_of(
      view, is_cramp ? core::EventType::cramp : core::EventType::rejected_cramp, candidate);
  event.grade = judgement.grade;
  event.kind = std::move(judgement.code);
  event.reasons = std::move(judgement.reasons);
  event.measures = measures_of(evidence);
  return event;
}

}  // namespace

std::vector<core::Event> find_cramps(const SessionView& view, const CrampOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (const Head& head : heads_of(view)) {
    if (!can_cramp(head.muscle)) continue;
    for (const HeadPart& candidate : head_candidates(view, head, options)) {
      events.push_back(judged(view, head, candidate, options));
    }
  }
  return events;
}

}  // namespace calfemg::detect
