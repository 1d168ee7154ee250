// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_weighing.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/expects.hpp"
#include "core/text.hpp"
#include "detect/cramp_traits.hpp"

namespace calfemg::detect {
namespace {

constexpr std::size_t kNamedContributions = 6;  // a reviewer reads no more
constexpr double kNamedWeight = 0.2;            // smaller ones decide nothing

core::Grade grade_of(double probability, const CrampTraits& traits, const CrampOptions& options) {
  if (!(probability >= options.possible_probability)) return core::Grade::none;
  if (!(probability >= options.probable_probability) || traits.brief) return core::Grade::possible;
  const bool definite = probability >= options.definite_probability && traits.in_context;
  return definite ? core::Grade::definite : core::Grade::probable;
}

std::string sentence(const Contribution& contribution) {
  std::string text = contribution.evidence;
  text +=
      std::isnan(contribution.value) ? " unknown" : " " + core::fixed_text(contribution.value, 2);
  text += contribution.weight > 0.0 ? " (+" : " (";
  text += core::fixed_text(contribution.weight, 1);
  text += ")";
  return text;
}

/// The strongest contributions to one side, in one sentence; "" when there is none.
std::string side_text(const std::vector<Contribution>& contributions, bool speaks_for) {
  std::vector<std::string> texts;
  for (const Contribution& contribution : contributions) {
    const double weight = speaks_for ? contribution.weight : -contribution.weight;
    if (weight >= kNamedWeight && texts.size() < kNamedContributions)
      texts.push_back(sentence(contribution));
  }
  if (texts.empty()) return {};
  std::string text = speaks_for ? "for a cramp: " : "against: ";
  text += core::join(texts, ", ");
  return text;
}

}  // namespace

CrampJudgement judge_by_model(const CrampEvidence& evidence, const CrampOptions& options) {
  CALFEMG_EXPECTS(!options.model.curves.empty());
  CrampJudgement judgement = judge_by_rules(evidence, options);
  const std::vector<Contribution> weighed = contributions(options.model, weighable(evidence));
  const double odds_of_cramp = probability(options.model, weighed);
  const CrampTraits traits = traits_of(evidence, options);
  const bool unreadable = judgement.code == "artifact" || judgement.code == "too_long" ||
                          evidence.duration_s < options.min_duration_s;
  judgement.grade = unreadable ? core::Grade::none : grade_of(odds_of_cramp, traits, options);
  judgement.confidence = unreadable ? 0.0 : odds_of_cramp;
  if (judgement.grade != core::Grade::none) {
    judgement.code.clear();
  } else if (judgement.code.empty()) {
    judgement.code = "unconvincing";
  }
  if (unreadable) return judgement;
  judgement.reasons.clear();
  judgement.reasons.push_back("all evidence together makes a cramp " +
                              core::fixed_text(100.0 * odds_of_cramp, 0) + " % likely");
  for (std::string& reason : reasons_of(evidence, traits))
    judgement.reasons.push_back(std::move(reason));
  for (const bool speaks_for : {true, false}) {
    std::string text = side_text(weighed, speaks_for);
    if (!text.empty()) judgement.reasons.push_back(std::move(text));
  }
  return judgement;
}

CrampJudgement judge(const CrampEvidence& evidence, const CrampOptions& options) {
  return options.scorer == "rules" ? judge_by_rules(evidence, options)
                                   : judge_by_model(evidence, options);
}

}  // namespace calfemg::detect
