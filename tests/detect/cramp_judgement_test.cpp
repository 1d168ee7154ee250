// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_judgement.hpp"

#include "support/catch.hpp"

using namespace calfemg;
using core::Grade;
using detect::CrampEvidence;

namespace {

/// A focal, tonic cramp without context: `probable`.
CrampEvidence typical() {
  CrampEvidence e;
  e.duration_s = 40.0;
  e.rest_uv = 3.0;
  e.median_uv = 12.0;
  e.peak_uv = 20.0;
  e.median_rest_multiple = 4.0;
  e.peak_rest_multiple = 20.0 / 3.0;
  e.tonicity = 0.98;
  e.modulation_depth = 0.2;
  e.returns_per_s = 0.0;
  e.rise_s = 4.0;
  e.decay_s = 6.0;
  e.head_dominance = 1.2;
  e.contralateral_rest_multiple = 1.0;
  e.tibialis_rest_multiple = 1.0;
  e.co_activation_share = 0.0;
  e.synchronous_groups = 0.0;
  e.artifact_share = 0.0;
  return e;
}

detect::CrampJudgement judged(const CrampEvidence& evidence) {
  return detect::judge_by_rules(evidence, {});
}

}  // namespace

TEST_CASE("tonic and focal is probable, with an awakening or a marker definite",
          "[detect][cramp]") {
  CrampEvidence e = typical();
  CHECK(judged(e).grade == Grade::probable);
  e.awakening_latency_s = 30.0;
  CHECK(judged(e).grade == Grade::definite);
  e = typical();
  e.marker_latency_s = 60.0;
  CHECK(judged(e).grade == Grade::definite);
}

TEST_CASE("both heads alike is possible, with context probable", "[detect][cramp]") {
  CrampEvidence e = typical();
  e.head_dominance = 0.0;
  CHECK(judged(e).grade == Grade::possible);
  e.awakening_latency_s = 30.0;
  CHECK(judged(e).grade == Grade::probable);
}

TEST_CASE("a short one needs focality and shape or context, and is at most possible",
          "[detect][cramp]") {
  CrampEvidence e = typical();
  e.duration_s = 9.9;
  e.awakening_latency_s = 30.0;
  CHECK(judged(e).grade == Grade::possible);
  e.awakening_latency_s = core::kMissing;
  CHECK(judged(e).grade == Grade::possible);
  e.head_dominance = 0.1;
  CHECK(judged(e).code == "too_short");
}

TEST_CASE("abrupt on and off without focality or context is voluntary-like", "[detect][cramp]") {
  CrampEvidence e = typical();
  e.rise_s = 0.3;
  e.decay_s = 0.3;
  CHECK(judged(e).grade == Grade::possible);  // focal
  e.head_dominance = 0.1;
  CHECK(judged(e).code == "voluntary_like");
  e.head_dominance = core::kMissing;  // one channel: nothing to compare with
  CHECK(judged(e).code == "voluntary_like");
  e.marker_latency_s = 10.0;
  CHECK(judged(e).grade == Grade::possible);
}

TEST_CASE("context never turns a refusal into a cramp where the signal speaks against it",
          "[detect][cramp]") {
  CrampEvidence e = typical();
  e.awakening_latency_s = 5.0;
  e.marker_latency_s = 5.0;
  SECTION("bursts") {
    e.returns_per_s = 0.31;
    CHECK(judged(e).code == "bursts");
  }
  SECTION("deep modulation") {
    e.modulation_depth = 0.61;
    CHECK(judged(e).code == "bursts");
  }
  SECTION("not held") {
    e.tonicity = 0.84;
    CHECK(judged(e).code == "not_tonic");
  }
  SECTION("artefact") {
    e.artifact_share = 0.31;
    CHECK(judged(e).code == "artifact");
  }
  SECTION("unreadable") {
    e.artifact_share = core::kMissing;
    CHECK(judged(e).code == "artifact");
  }
  SECTION("too short") {
    e.duration_s = 2.9;
    CHECK(judged(e).code == "too_short");
  }
  SECTION("too long") {
    e.duration_s = 600.1;
    CHECK(judged(e).code == "too_long");
  }
  SECTION("too weak") {
    e.median_rest_multiple = 1.79;
    CHECK(judged(e).code == "too_weak");
  }
  SECTION("heard from the other head") {
    e.head_dominance = -1.11;
    CHECK(judged(e).code == "crosstalk");
  }
  SECTION("all muscles together") {
    e.head_dominance = 0.0;
    e.co_activation_share = 0.6;
    CHECK(judged(e).code == "co_contraction");
  }
}

TEST_CASE("the limits themselves belong to the cramps", "[detect][cramp]") {
  CrampEvidence e = typical();
  SECTION("returns") {
    e.returns_per_s = 0.3;
  }
  SECTION("modulation") {
    e.modulation_depth = 0.6;
  }
  SECTION("tonicity") {
    e.tonicity = 0.85;
  }
  SECTION("artefact") {
    e.artifact_share = 0.3;
  }
  SECTION("strength") {
    e.median_rest_multiple = 1.8;
  }
  SECTION("length") {
    e.duration_s = 10.0;
  }
  SECTION("focality") {
    e.head_dominance = 0.69;
  }
  CHECK(judged(e).grade == Grade::probable);
}

TEST_CASE("a focal cramp keeps its grade while the other leg or tibialis moves",
          "[detect][cramp]") {
  CrampEvidence e = typical();
  e.co_activation_share = 0.6;
  e.contralateral_rest_multiple = 2.0;
  CHECK(judged(e).grade == Grade::probable);
  SECTION("not when it is abrupt") {
    e.rise_s = e.decay_s = 0.2;
  }
  SECTION("not when the others are stronger") {
    e.contralateral_rest_multiple = 4.1;
  }
  SECTION("not when they all start together") {
    e.synchronous_groups = 2.0;
  }
  CHECK(judged(e).code == "co_contraction");
}

TEST_CASE("long and weak is tension, unless the sleeper woke", "[detect][cramp]") {
  CrampEvidence e = typical();
  e.duration_s = 100.0;
  e.median_rest_multiple = 2.5;
  CHECK(judged(e).code == "tension_like");
  e.awakening_latency_s = 20.0;
  CHECK(judged(e).grade == Grade::definite);
}

TEST_CASE("every judgement says why in words", "[detect][cramp]") {
  CrampEvidence e = typical();
  CHECK(judged(e).reasons.size() >= 3);
  CHECK(judged(e).reasons.front().find("40.0 s at 4.0 times rest") != std::string::npos);
  e.tonicity = 0.5;
  CHECK(judged(e).reasons.front().find("50 %") != std::string::npos);
  CHECK_FALSE(judged(e).code.empty());
  CHECK(judged(CrampEvidence{}).grade == Grade::none);  // nothing known is no cramp
}

TEST_CASE("the evidence is written out whole, always in the same order", "[detect][cramp]") {
  const auto measures = detect::measures_of(typical());
  const auto nothing = detect::measures_of({});
  REQUIRE(measures.size() == nothing.size());
  for (std::size_t i = 0; i < measures.size(); ++i) {
    CHECK(measures[i].name == nothing[i].name);
  }
  CHECK(measures.front().name == "rest_uv");
}

TEST_CASE("what goes on before or after is part of something longer", "[detect][cramp]") {
  CrampEvidence e = typical();
  e.step_up = 0.3;
  e.step_down = 2.0;
  CHECK(judged(e).code == "part_of_longer");
  e.step_up = 0.41;
  CHECK(judged(e).grade == Grade::probable);
  e.step_down = 0.39;
  CHECK(judged(e).code == "part_of_longer");
  e.step_down = core::kMissing;  // the recording ends with it
  CHECK(judged(e).grade == Grade::probable);
}
