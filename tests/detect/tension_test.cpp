// SPDX-License-Identifier: Apache-2.0
#include "detect/tension.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::EventType;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::steady;
using test::two_legs;
using test::with_hold;
using test::with_train;
using test::WithinAbs;
using test::WithinRel;

namespace {

constexpr double kRestUv = 3.0;
/// The 1-s level blurs each edge by up to half a second.
constexpr double kEdgeS = 1.0;

double height_for(double multiple) {
  return kRestUv * std::sqrt(multiple * multiple - 1.0);
}

test::RmsOverTime tense(double multiple, double start_s, double end_s) {
  return with_hold(steady(kRestUv), start_s, end_s, height_for(multiple), 1.0);
}

std::vector<core::Event> tension_in(const core::SessionTable& table) {
  return test::of_type(detect::find_events(table, test::by_rules()), EventType::tension);
}

}  // namespace

TEST_CASE("the tension gate is the largest of its three terms above rest", "[detect][tension]") {
  const auto gate = [](double level_uv, double spread_uv) {
    return detect::tension_gate_uv({level_uv, spread_uv, 0.0}, {});
  };
  CHECK_THAT(gate(1.0, 0.1), WithinRel(1.5, 1e-12));  // 1 uV
  CHECK_THAT(gate(4.0, 0.1), WithinRel(5.4, 1e-12));  // half of rest
  CHECK_THAT(gate(4.0, 1.0), WithinRel(7.0, 1e-12));  // three spreads
  CHECK(std::isnan(gate(core::kMissing, core::kMissing)));
}

TEST_CASE("a period above rest is found in its head with its level", "[detect][tension]") {
  const double multiple = GENERATE(1.8, 2.5, 4.0);
  CAPTURE(multiple);
  const auto periods =
      tension_in(two_legs({3600.0}, {{kLeftLateral, tense(multiple, 1000.0, 1700.0)}}));
  REQUIRE(periods.size() == 1);
  CHECK(periods[0].leg == core::Leg::left);
  CHECK(periods[0].muscle == core::Muscle::gastrocnemius_lateralis);
  CHECK_THAT(periods[0].onset_s, WithinAbs(1000.0, kEdgeS));
  CHECK_THAT(periods[0].end_s(), WithinAbs(1700.0, kEdgeS));
  CHECK_THAT(periods[0].measure("median_rest_multiple"), WithinRel(multiple, 0.05));
  CHECK_THAT(periods[0].measure("median_uv"), WithinRel(multiple * kRestUv, 0.05));
}

TEST_CASE("a minute is the least, and 1.5 times rest the gate", "[detect][tension]") {
  CHECK(tension_in(two_legs({1800.0}, {{kLeftMedial, tense(1.9, 600.0, 658.0)}})).empty());
  CHECK(tension_in(two_legs({1800.0}, {{kLeftMedial, tense(1.9, 600.0, 663.0)}})).size() == 1);
  CHECK(tension_in(two_legs({1800.0}, {{kLeftMedial, tense(1.3, 600.0, 900.0)}})).empty());
}

TEST_CASE("pauses up to two seconds do not end a period, longer ones do", "[detect][tension]") {
  const auto with_pause = [](double pause_s) {
    return [=](double t) {
      const bool pause = t >= 700.0 && t < 700.0 + pause_s;
      return t >= 600.0 && t < 800.0 && !pause ? 2.0 * kRestUv : kRestUv;
    };
  };
  CHECK(tension_in(two_legs({1800.0}, {{kLeftMedial, with_pause(1.5)}})).size() == 1);
  CHECK(tension_in(two_legs({1800.0}, {{kLeftMedial, with_pause(6.0)}})).size() == 2);
}

TEST_CASE("tension goes on through leg movements, which are not part of its level",
          "[detect][tension]") {
  const auto calf = with_train(tense(2.0, 600.0, 1200.0), {600.0, 600.0}, 30.0, 2.0, 60.0);
  const auto tibialis = with_train(steady(kRestUv), {600.0, 600.0}, 30.0, 2.0, 60.0);
  const auto periods =
      tension_in(two_legs({3600.0}, {{kLeftMedial, calf}, {kLeftTibialis, tibialis}}));
  REQUIRE(periods.size() == 1);
  CHECK_THAT(periods[0].measure("median_rest_multiple"), WithinRel(2.0, 0.05));
  CHECK_THAT(periods[0].duration_s, WithinAbs(600.0, 15.0));  // a movement at its start, guarded
}

TEST_CASE("leg movements alone are no tension", "[detect][tension]") {
  const auto train = with_train(steady(kRestUv), {600.0, 600.0}, 8.0, 3.0, 60.0);
  CHECK(tension_in(two_legs({3600.0}, {{kLeftMedial, train}, {kLeftTibialis, train}})).empty());
}

TEST_CASE("inside a cramp nothing is tension, a strong hold is none either", "[detect][tension]") {
  const auto cramp = with_hold(steady(kRestUv), 600.0, 720.0, height_for(5.0), 4.0);
  CHECK(tension_in(two_legs({3600.0}, {{kLeftMedial, cramp}})).empty());
  const auto hold = with_hold(steady(kRestUv), 600.0, 1500.0, height_for(20.0), 0.2);
  CHECK(tension_in(two_legs({3600.0}, {{kLeftMedial, hold}})).empty());
}

TEST_CASE("a period that is a gap for a tenth of its time is not reported", "[detect][tension]") {
  auto table = two_legs({1800.0}, {{kLeftMedial, tense(1.8, 600.0, 720.0)}});
  const std::size_t gap_bins = GENERATE(180U, 300U);  // 9 s, 15 s of 120
  for (std::size_t i = 13000; i < 13000 + gap_bins; ++i) {
    table.channels[0].quality[i] = core::bits(core::Quality::gap);
  }
  CHECK(tension_in(table).size() == (gap_bins == 180U ? 1U : 0U));
}

TEST_CASE("tension of two sites that overlap is one period of the head", "[detect][tension]") {
  const core::Role upper =
      test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::upper);
  const core::Role lower =
      test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::lower);
  const auto periods =
      tension_in(test::session({test::channel(upper, {1800.0}, tense(1.8, 700.0, 900.0), 1),
                                test::channel(lower, {1800.0}, tense(2.2, 600.0, 800.0), 2)}));
  REQUIRE(periods.size() == 1);
  CHECK_THAT(periods[0].duration_s, WithinAbs(300.0, 2.0 * kEdgeS));
  CHECK(periods[0].sites == std::vector<core::Site>{core::Site::lower, core::Site::upper});
  CHECK_THAT(periods[0].measure("median_rest_multiple"), WithinRel(2.2, 0.05));
}
