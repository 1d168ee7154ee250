// SPDX-License-Identifier: Apache-2.0
#include "detect/tension_signature.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kRightMedial;
using test::steady;
using test::two_legs;
using test::with_hold;
using test::WithinAbs;

namespace {

constexpr double kRestUv = 3.0;
constexpr double kNightS = 1800.0;

/// 300 s at twice the rest level.
test::RmsOverTime tense(double start_s = 600.0, double end_s = 900.0) {
  return with_hold(steady(kRestUv), start_s, end_s, kRestUv * std::sqrt(3.0));
}

core::Findings found(const core::SessionTable& table) {
  return detect::find_events(table, test::by_rules());
}

const core::TensionSignature& of(const core::Findings& findings, const std::string& channel) {
  for (const core::TensionSignature& signature : findings.tension) {
    if (signature.channel == channel) return signature;
  }
  FAIL("no signature of " << channel);
  return findings.tension.front();
}

}  // namespace

TEST_CASE("a signature tells levels, shares and durations of tension", "[detect][tension]") {
  const core::Findings findings = found(two_legs({kNightS}, {{kLeftMedial, tense()}}));
  const core::TensionSignature& signature = of(findings, "GM.L");
  CHECK_THAT(signature.judged_s, WithinAbs(kNightS, 2.0));
  CHECK_THAT(signature.tense_share, WithinAbs(300.0 / kNightS, 0.005));
  CHECK_THAT(signature.tense_share + signature.rest_share, WithinAbs(1.0, 1e-9));
  CHECK_THAT(signature.p50_rest_multiple, WithinAbs(1.0, 0.05));
  CHECK_THAT(signature.p90_rest_multiple, WithinAbs(2.0, 0.1));
  REQUIRE(signature.bins.size() == 10);
  int periods = 0;
  for (const core::TensionBin& bin : signature.bins) {
    periods += bin.count;
    if (bin.count > 0) CHECK(bin.from_s == 240.0);
  }
  CHECK(periods == 1);
  CHECK(std::isnan(signature.bins.back().to_s));
}

TEST_CASE("a muscle at rest has one gap and no tension", "[detect][tension]") {
  const core::Findings findings = found(two_legs({kNightS}, {}));
  const core::TensionSignature& signature = of(findings, "GL.R");
  CHECK(signature.tense_share == 0.0);
  CHECK_THAT(signature.gaps_per_min, WithinAbs(1.0 / 30.0, 0.001));
}

TEST_CASE("asymmetry points to the tense side", "[detect][tension]") {
  const core::Findings findings =
      found(two_legs({kNightS}, {{kLeftMedial, tense()}, {kRightMedial, tense(600.0, 700.0)}}));
  bool between_legs = false;
  for (const core::TensionAsymmetry& asymmetry : findings.tension_asymmetries) {
    if (asymmetry.of == "left_right" && asymmetry.in == "gastrocnemius_medialis") {
      between_legs = true;
      CHECK_THAT(asymmetry.index, WithinAbs((300.0 - 100.0) / (300.0 + 100.0), 0.02));
    }
    if (asymmetry.of == "medial_lateral") CHECK(asymmetry.index == 1.0);
    if (asymmetry.in == "gastrocnemius_lateralis") CHECK(std::isnan(asymmetry.index));
  }
  CHECK(between_legs);
}

TEST_CASE("normalised EMG runs from 0 to 100 in every stage", "[detect][tension]") {
  core::SessionTable table = two_legs({kNightS}, {{kLeftMedial, tense()}});
  table.recording.hypnogram = core::Hypnogram{};
  table.recording.hypnogram->stages.assign(30, core::SleepStage::n2);
  table.recording.hypnogram->stages.resize(60, core::SleepStage::rem);
  const core::Findings findings = found(table);
  const auto& stages = of(findings, "GM.L").normalised;
  REQUIRE(stages.size() == 3);
  CHECK(stages[0].stage == "all");
  CHECK_THAT(stages[1].duration_s + stages[2].duration_s, WithinAbs(stages[0].duration_s, 1.0));
  for (const core::NormalisedEmg& stage : stages) {
    CHECK(stage.percentiles.front() >= 0.0);
    CHECK(stage.percentiles.back() <= 100.0);
    CHECK(std::is_sorted(stage.percentiles.begin(), stage.percentiles.end()));
  }
  CHECK(stages[1].percentiles[6] > 2.0 * stages[2].percentiles[6]);  // tense in the first half
}

TEST_CASE("normalised EMG does not know the unit", "[detect][tension]") {
  const auto scaled = [](double factor) {
    const auto level = tense();
    const auto table =
        two_legs({kNightS}, {{kLeftMedial, [=](double t) { return factor * level(t); }}});
    return of(found(table), "GM.L").normalised.front().percentiles;
  };
  const auto once = scaled(1.0);
  const auto more = scaled(5.0);
  for (std::size_t i = 0; i < once.size(); ++i)
    CHECK_THAT(more[i], WithinAbs(once[i], 1e-3));
}

TEST_CASE("a cramp tells what was before it and what stayed", "[detect][tension][cramp]") {
  const auto cramp = with_hold(steady(kRestUv), 900.0, 940.0, kRestUv * 6.0, 3.0);
  const auto level = [=](double t) {  // residual tension at 1.8 x rest for 200 s
    return t >= 945.0 && t < 1145.0 ? 1.8 * kRestUv : cramp(t);
  };
  const core::Findings findings = found(two_legs({2700.0}, {{kLeftLateral, level}}));
  bool is_found = false;
  for (const core::Event& event : findings.events) {
    if (event.type != core::EventType::cramp) continue;
    is_found = true;
    CHECK_THAT(event.measure("before_30min_rest_multiple"), WithinAbs(1.0, 0.05));
    CHECK_THAT(event.measure("after_30min_rest_multiple"), WithinAbs(1.0, 0.1));
    CHECK_THAT(event.measure("residual_tension_s"), WithinAbs(200.0, 10.0));
  }
  CHECK(is_found);
}
