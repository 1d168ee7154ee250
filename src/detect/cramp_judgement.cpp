// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_judgement.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "detect/cramp_traits.hpp"

namespace calfemg::detect {
namespace {

/// One decimal is what a reviewer can use.
std::string text(double value) {
  return core::fixed_text(value, 1);
}

std::string percent(double share) {
  return core::fixed_text(100.0 * share, 0) + " %";
}

using Refusal = std::optional<std::pair<std::string, std::string>>;  // code, sentence

/// Candidates that cannot be read, or whose length or strength no cramp has.
Refusal refused_by_size(const CrampEvidence& e, const CrampOptions& o) {
  if (!(e.artifact_share <= o.max_artifact_share)) {
    return {{"artifact", percent(e.artifact_share) + " of it is artefact or gap"}};
  }
  if (e.duration_s < o.min_duration_s) {
    return {{"too_short", "it lasts only " + text(e.duration_s) + " s"}};
  }
  if (e.duration_s > o.max_duration_s) {
    return {{"too_long",
             "it lasts " + text(e.duration_s) + " s, longer than any cramp: tension or artefact"}};
  }
  if (!(e.median_rest_multiple >= o.min_median_rest_multiple)) {
    return {{"too_weak", "its median is only " + text(e.median_rest_multiple) + " times rest"}};
  }
  return std::nullopt;
}

/// Pieces of something longer: the level is about the same before or after.
Refusal refused_by_edges(const CrampEvidence& e, const CrampOptions& o) {
  if (e.step_up < o.min_step || e.step_down < o.min_step) {
    return {{"part_of_longer", "it does not stand out from what is before or after it"}};
  }
  return std::nullopt;
}

/// Trains of bursts, and activity that is not held.
Refusal refused_by_rhythm(const CrampEvidence& e, const CrampOptions& o) {
  if (e.returns_per_s > o.max_returns_per_s) {
    return {{"bursts",
             "it returns to rest " + text(e.returns_per_s) +
                 " times a second: a train of leg movements or tremor"}};
  }
  if (e.modulation_depth > o.max_modulation_depth) {
    return {{"bursts",
             "its amplitude swings by " + percent(e.modulation_depth) +
                 " (modulation depth): a train of bursts"}};
  }
  if (!(e.tonicity >= o.min_tonicity)) {
    return {{"not_tonic", "only " + percent(e.tonicity) + " of it is above rest"}};
  }
  return std::nullopt;
}

/// Activity that belongs to another head, to a movement of the whole leg or to the will.
Refusal refused_by_spread(const CrampEvidence& e, const CrampTraits& f, const CrampOptions& o) {
  if (e.head_dominance < -o.crosstalk_dominance) {
    return {{"crosstalk",
             "the other head is " + text(std::exp(-e.head_dominance)) +
                 " times stronger: this one hears it"}};
  }
  const double elsewhere = std::fmax(e.tibialis_rest_multiple, e.contralateral_rest_multiple);
  const bool not_of_this_head =
      !f.focal || f.abrupt || e.synchronous_groups >= 2.0 || elsewhere > e.median_rest_multiple;
  if (f.co_active && not_of_this_head) {
    return {{"co_contraction",
             "muscles beyond this calf are active in " + percent(e.co_activation_share) +
                 " of it: a movement, a stretch or a posture held"}};
  }
  if (f.abrupt && !f.focal && !f.in_context) {
    return {{"voluntary_like",
             "it is not bound to one head, and starts within " + text(e.rise_s) +
                 " s and stops within " + text(e.decay_s) + " s: like a voluntary contraction"}};
  }
  return std::nullopt;
}

/// Candidates that lack what would tell them from a leg movement or from tension.
Refusal refused_as_doubtful(const CrampEvidence& e, const CrampTraits& f, const CrampOptions& o) {
  if (f.brief && !(f.focal && (f.in_context || !f.abrupt))) {
    return {{"too_short",
             "it lasts " + text(e.duration_s) +
                 " s and nothing else speaks for a cramp: it may be a leg movement"}};
  }
  const bool weak_and_long =
      e.duration_s > o.tension_like_s && e.median_rest_multiple < o.tension_like_rest_multiple;
  if (weak_and_long && !f.in_context) {
    return {{"tension_like",
             "its median is only " + text(e.median_rest_multiple) + " times rest for " +
                 text(e.duration_s) + " s: elevated tension"}};
  }
  return std::nullopt;
}

core::Grade grade_of(const CrampTraits& f) {
  if (f.brief) return core::Grade::possible;
  if (f.focal && f.in_context) return core::Grade::definite;
  const bool typical = f.in_context && !f.co_active;
  if ((f.focal || typical) && !f.abrupt) return core::Grade::probable;
  return core::Grade::possible;
}

}  // namespace

CrampJudgement judge_by_rules(const CrampEvidence& evidence, const CrampOptions& options) {
  const CrampTraits traits = traits_of(evidence, options);
  Refusal refusal = refused_by_size(evidence, options);
  if (!refusal) refusal = refused_by_edges(evidence, options);
  if (!refusal) refusal = refused_by_rhythm(evidence, options);
  if (!refusal) refusal = refused_by_spread(evidence, traits, options);
  if (!refusal) refusal = refused_as_doubtful(evidence, traits, options);

  CrampJudgement judgement;
  if (refusal) {
    judgement.code = refusal->first;
    judgement.reasons.push_back(refusal->second);
  } else {
    judgement.grade = grade_of(traits);
  }
  for (std::string& reason : reasons_of(evidence, traits))
    judgement.reasons.push_back(std::move(reason));
  return judgement;
}

}  // namespace calfemg::detect
