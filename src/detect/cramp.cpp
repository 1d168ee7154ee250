// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "detect/cramp_candidates.hpp"
#include "detect/cramp_evidence.hpp"
#include "detect/cramp_weighing.hpp"

namespace calfemg::detect {
namespace {

constexpr double kSameShare = 0.2;  // of the shorter one: more overlap makes two candidates rivals

constexpr double kSmallest = 1e-9;    // keeps log odds finite
constexpr double kSureLogOdds = 2.0;  // probability 0.88
constexpr double kPerStep = 0.3;      // log odds for each e-fold of the level at an edge [P]

bool can_cramp(core::Muscle muscle) {
  return core::is_gastrocnemius(muscle) || muscle == core::Muscle::soleus;
}

struct Judged {
  HeadPart candidate;
  core::Event event;

  [[nodiscard]] bool is_cramp() const { return event.type == core::EventType::cramp; }
};

Judged judged(const SessionView& view,
              const Head& head,
              HeadPart candidate,
              const CrampOptions& options) {
  const CrampEvidence evidence = cramp_evidence(view, head, candidate, options);
  CrampJudgement judgement = judge(evidence, options);
  const bool is_cramp = judgement.grade != core::Grade::none;
  core::Event event = event_of(
      view, is_cramp ? core::EventType::cramp : core::EventType::rejected_cramp, candidate);
  event.grade = judgement.grade;
  event.confidence = judgement.confidence;
  event.kind = std::move(judgement.code);
  event.reasons = std::move(judgement.reasons);
  event.measures = measures_of(evidence);
  return {std::move(candidate), std::move(event)};
}

bool rivals(const core::Event& a, const core::Event& b) {
  const double common = std::min(a.end_s(), b.end_s()) - std::max(a.onset_s, b.onset_s);
  return common > kSameShare * std::min(a.duration_s, b.duration_s);
}

/// How convincing a candidate is: its log odds, and from kSureLogOdds on, where they say no more,
/// how clearly it stands out at both edges, so that a cramp ends where residual tension begins.
double conviction(const core::Event& event) {
  if (std::isnan(event.confidence)) return 0.0;  // by rules
  const double probability = std::clamp(event.confidence, kSmallest, 1.0 - kSmallest);
  const double log_odds = std::log(probability / (1.0 - probability));
  const double contrast = event.measure("step_up") + event.measure("step_down");
  return std::min(log_odds, kSureLogOdds) + (std::isnan(contrast) ? 0.0 : kPerStep * contrast);
}

/// Of candidates that overlap, the most convincing one; the longer one when they are equal.
std::vector<Judged> best_of(std::vector<Judged> candidates, const CrampOptions& options) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const Judged& j) {
      return std::tuple(j.is_cramp(), conviction(j.event), j.event.grade, j.event.duration_s);
    };
    return rank(a) > rank(b);
  });
  std::vector<Judged> best;
  for (Judged& candidate : candidates) {
    if (candidate.event.confidence < options.reported_probability) continue;
    const bool taken = std::any_of(best.begin(), best.end(), [&candidate](const Judged& other) {
      return rivals(candidate.event, other.event);
    });
    if (!taken) best.push_back(std::move(candidate));
  }
  std::sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
    return core::comes_before(a.event, b.event);
  });
  return best;
}

/// Two cramps of a head with little between them are one that lulled: the judgement is that of the
/// more convincing part, the measures are those of the whole.
Judged united(const SessionView& view,
              const Head& head,
              const Judged& a,
              const Judged& b,
              const CrampOptions& options) {
  std::vector<SitePart> parts = a.candidate.parts;
  parts.insert(parts.end(), b.candidate.parts.begin(), b.candidate.parts.end());
  const double end_s = std::max(a.event.end_s(), b.event.end_s());
  HeadPart whole = joined_sites(std::move(parts), end_s - a.event.onset_s).front();
  const core::Event& better = a.event.confidence >= b.event.confidence ? a.event : b.event;
  core::Event event = event_of(view, core::EventType::cramp, whole);
  event.grade = std::max(a.event.grade, b.event.grade);
  event.confidence = better.confidence;
  event.reasons = better.reasons;
  event.reasons.emplace_back(
      "it lulls for some seconds; the reasons are those of its clearest part");
  event.measures = measures_of(cramp_evidence(view, head, whole, options));
  return {std::move(whole), std::move(event)};
}

std::vector<core::Event> cramps_of(const SessionView& view,
                                   const Head& head,
                                   const CrampOptions& options) {
  std::vector<Judged> candidates;
  for (HeadPart& candidate : head_candidates(view, head, options))
    candidates.push_back(judged(view, head, std::move(candidate), options));
  if (!options.every_candidate) candidates = best_of(std::move(candidates), options);
  std::vector<Judged> cramps;
  std::vector<core::Event> events;
  for (Judged& candidate : candidates) {
    const bool goes_on =
        candidate.is_cramp() && !options.every_candidate && !cramps.empty() &&
        candidate.event.onset_s - cramps.back().event.end_s() <= options.merge_gap_s;
    if (goes_on) {
      cramps.back() = united(view, head, cramps.back(), candidate, options);
    } else if (candidate.is_cramp()) {
      cramps.push_back(std::move(candidate));
    } else {
      events.push_back(std::move(candidate.event));
    }
  }
  for (Judged& cramp : cramps)
    events.push_back(std::move(cramp.event));
  return events;
}

}  // namespace

std::vector<core::Event> find_cramps(const SessionView& view, const CrampOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (const Head& head : heads_of(view)) {
    if (!can_cramp(head.muscle)) continue;
    std::vector<core::Event> more = cramps_of(view, head, options);
    std::move(more.begin(), more.end(), std::back_inserter(events));
  }
  std::sort(events.begin(), events.end(), core::comes_before);
  return events;
}

}  // namespace calfemg::detect
