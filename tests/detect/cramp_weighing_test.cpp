// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_weighing.hpp"

#include "support/catch.hpp"

using namespace calfemg;
using core::Grade;

namespace {

/// log odds = 10 * (tonicity - 0.5), whatever else is known.
detect::CrampOptions by_tonicity() {
  detect::CrampOptions options;
  options.model.curves = {{"tonicity", false, {0.0, 1.0}, {-5.0, 5.0}, 0.0}};
  return options;
}

detect::CrampEvidence readable(double tonicity) {
  detect::CrampEvidence evidence;
  evidence.duration_s = 40.0;
  evidence.artifact_share = 0.0;
  evidence.tonicity = tonicity;
  return evidence;
}

}  // namespace

TEST_CASE("the probability makes the grade", "[detect][cramp][model]") {
  const auto options = by_tonicity();
  CHECK(judge_by_model(readable(0.56), options).grade == Grade::none);      // 0.646
  CHECK(judge_by_model(readable(0.57), options).grade == Grade::possible);  // 0.668
  CHECK(judge_by_model(readable(0.67), options).grade == Grade::possible);  // 0.846
  CHECK(judge_by_model(readable(0.68), options).grade == Grade::probable);  // 0.858
  CHECK(judge_by_model(readable(0.95), options).grade == Grade::probable);  // 0.99, no context
  auto woken = readable(0.95);
  woken.awakening_latency_s = 30.0;
  CHECK(judge_by_model(woken, options).grade == Grade::definite);
}

TEST_CASE("context alone makes no cramp definite", "[detect][cramp][model]") {
  auto woken = readable(0.70);
  woken.awakening_latency_s = 30.0;
  CHECK(judge_by_model(woken, by_tonicity()).grade == Grade::probable);
}

TEST_CASE("a brief one is possible at most", "[detect][cramp][model]") {
  auto brief = readable(1.0);
  brief.duration_s = 9.9;
  CHECK(judge_by_model(brief, by_tonicity()).grade == Grade::possible);
}

TEST_CASE("what cannot be read or is too long or too short is no cramp, however convincing",
          "[detect][cramp][model]") {
  auto artefact = readable(1.0);
  artefact.artifact_share = 0.5;
  CHECK(judge_by_model(artefact, by_tonicity()).code == "artifact");
  auto endless = readable(1.0);
  endless.duration_s = 700.0;
  CHECK(judge_by_model(endless, by_tonicity()).code == "too_long");
  auto blink = readable(1.0);
  blink.duration_s = 2.0;
  const auto judgement = judge_by_model(blink, by_tonicity());
  CHECK(judgement.code == "too_short");
  CHECK(judgement.confidence == 0.0);
}

TEST_CASE("the reasons say the probability and what weighed most", "[detect][cramp][model]") {
  const auto judgement = judge_by_model(readable(0.9), by_tonicity());
  REQUIRE(judgement.reasons.size() >= 3);
  CHECK(judgement.reasons.front() == "all evidence together makes a cramp 98 % likely");
  CHECK(judgement.reasons.back() == "for a cramp: tonicity 0.90 (+4.0)");
  CHECK(judgement.confidence > 0.98);
}

TEST_CASE("the scorer can be chosen", "[detect][cramp][model]") {
  auto options = by_tonicity();
  CHECK(judge(readable(0.9), options).grade == Grade::probable);
  options.scorer = "rules";
  CHECK(judge(readable(0.9), options).code == "too_weak");  // its amplitude is not known
}
