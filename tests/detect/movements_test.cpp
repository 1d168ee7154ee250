// SPDX-License-Identifier: Apache-2.0
#include "detect/contraction.hpp"
#include "detect/fasciculation.hpp"
#include "detect/hflm.hpp"
#include "detect/lmm.hpp"
#include "detect/muscle_level.hpp"
#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::EventType;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::kRightMedial;
using test::kRightTibialis;
using test::of_type;
using test::steady;
using test::two_legs;
using test::with_hold;
using test::with_train;
using test::WithinAbs;

namespace {

constexpr double kRestUv = 3.0;
constexpr double kBinsS = 0.2;  // edges are bins of a smoothed envelope

std::vector<core::Event> found(const core::SessionTable& table, EventType type) {
  return of_type(detect::find_events(table, test::by_rules()), type);
}

test::RmsOverTime bursts(double from_s, double period_s, double burst_s, int count) {
  return with_train(
      steady(kRestUv), {from_s, (count - 1) * period_s + burst_s}, period_s, burst_s, 30.0);
}

}  // namespace

TEST_CASE("rest holds none of the movements", "[detect][movements]") {
  const auto table = two_legs({1200.0}, {});
  for (const EventType type :
       {EventType::hflm, EventType::lmm, EventType::contraction, EventType::fasciculation}) {
    CHECK(found(table, type).empty());
  }
}

TEST_CASE("a train of bursts at 0.3 to 4 Hz is one train and no leg movement",
          "[detect][hflm][lm]") {
  const double period_s = GENERATE(0.4, 1.0, 2.5);
  CAPTURE(period_s);
  const auto table =
      two_legs({300.0}, {{kLeftTibialis, bursts(100.0, period_s, 0.45 * period_s, 8)}});
  const auto trains = found(table, EventType::hflm);
  REQUIRE(trains.size() == 1);
  CHECK_THAT(trains[0].onset_s, WithinAbs(100.0, kBinsS));
  CHECK_THAT(trains[0].end_s(), WithinAbs(100.0 + 7.45 * period_s, kBinsS));
  CHECK(trains[0].measure("bursts") == 8.0);
  CHECK_THAT(trains[0].measure("rate_hz"), WithinAbs(1.0 / period_s, 0.1 / period_s));
  CHECK(trains[0].leg == core::Leg::left);
  CHECK(found(table, EventType::lm).empty());
}

TEST_CASE("bursts lower than 8 uV above rest are no train, however far above it",
          "[detect][hflm]") {
  const auto train_of = [](double height_uv) {
    constexpr double kLowRestUv = 1.5;
    return found(two_legs({300.0},
                          {{kLeftMedial,
                            with_train(steady(kLowRestUv), {100.0, 7.4}, 1.0, 0.4, height_uv)}}),
                 EventType::hflm);
  };
  CHECK(train_of(7.5).empty());  // five times rest
  CHECK(train_of(13.0).size() == 1);
}

TEST_CASE("three bursts, and bursts four seconds apart, are no train", "[detect][hflm]") {
  CHECK(found(two_legs({300.0}, {{kLeftTibialis, bursts(100.0, 1.0, 0.4, 3)}}), EventType::hflm)
            .empty());
  CHECK(found(two_legs({300.0}, {{kLeftTibialis, bursts(100.0, 4.0, 0.6, 8)}}), EventType::hflm)
            .empty());
}

TEST_CASE("a modulated discharge that does not come back to rest is no train", "[detect][hflm]") {
  const auto wave = [](double t) {
    return t < 100.0 || t > 130.0 ? kRestUv : 20.0 * (1.0 + 0.3 * std::sin(8.8 * t));
  };
  CHECK(found(two_legs({300.0}, {{kLeftMedial, wave}}), EventType::hflm).empty());
}

TEST_CASE("several muscles with motion make a large movement and no leg movement",
          "[detect][lmm][lm]") {
  const double length_s = GENERATE(2.5, 8.0, 50.0);
  const bool moves = GENERATE(true, false);
  CAPTURE(length_s, moves);
  const auto active = with_hold(steady(kRestUv), 100.0, 100.0 + length_s, 40.0);
  auto table = two_legs({300.0}, {{kLeftTibialis, active}, {kLeftMedial, active}});
  if (moves) {
    test::add_motion(table.channels[1], 100.0, 101.0, 200.0);
    test::add_motion(table.channels[4], 100.0, 101.0, 200.0);
  }
  const auto large = found(table, EventType::lmm);
  REQUIRE(large.size() == (moves && length_s > 3.0 && length_s < 45.0 ? 1 : 0));
  if (large.empty()) return;
  CHECK_THAT(large[0].onset_s, WithinAbs(100.0, kBinsS));
  CHECK(large[0].leg == core::Leg::left);
  CHECK(large[0].measure("muscles") == 2.0);
  CHECK(large[0].measure("moving_channels") == 2.0);
  CHECK(found(table, EventType::lm).empty());
}

TEST_CASE("a large movement of both legs belongs to none of them", "[detect][lmm]") {
  const auto active = with_hold(steady(kRestUv), 100.0, 106.0, 40.0);
  auto table = two_legs({300.0}, {{kLeftTibialis, active}, {kRightMedial, active}});
  test::add_motion(table.channels[1], 100.0, 101.0, 200.0);
  test::add_motion(table.channels[4], 100.0, 101.0, 200.0);
  const auto large = found(table, EventType::lmm);
  REQUIRE(large.size() == 1);
  CHECK_FALSE(large[0].leg.has_value());
}

TEST_CASE("a hold of both heads is a contraction, one led by tibialis is not",
          "[detect][contraction]") {
  const double tibialis_uv = GENERATE(0.0, 10.0, 40.0);
  CAPTURE(tibialis_uv);
  const auto hold = with_hold(steady(kRestUv), 100.0, 105.0, 20.0);
  const auto antagonist = with_hold(steady(kRestUv), 100.0, 105.0, tibialis_uv);
  const auto table =
      two_legs({300.0}, {{kLeftMedial, hold}, {kLeftLateral, hold}, {kLeftTibialis, antagonist}});
  const auto holds = found(table, EventType::contraction);
  REQUIRE(holds.size() == (tibialis_uv < 20.0 ? 1 : 0));
  CHECK(found(table, EventType::lm).size() == (tibialis_uv < 20.0 ? 0 : 1));
  if (holds.empty()) return;
  CHECK_THAT(holds[0].onset_s, WithinAbs(100.0, kBinsS));
  CHECK_THAT(holds[0].duration_s, WithinAbs(5.0, 2.0 * kBinsS));
  CHECK_THAT(holds[0].measure("median_rest_multiple"), WithinAbs(6.9, 0.7));
}

TEST_CASE("a cramp is no contraction", "[detect][contraction]") {
  const auto table =
      two_legs({600.0}, {{kRightMedial, with_hold(steady(kRestUv), 300.0, 340.0, 30.0, 4.0)}});
  REQUIRE(test::cramps_in(table).size() == 1);
  CHECK(found(table, EventType::contraction).empty());
}

TEST_CASE("a brief potential in a resting muscle is a fasciculation", "[detect][fasciculation]") {
  auto table = two_legs({300.0}, {});
  core::ChannelTable& channel = table.channels.front();
  const auto set = [&](std::size_t from, std::size_t to, float uv) {
    for (std::size_t i = from; i < to; ++i) {
      channel.envelope_uv[i] = uv;
      channel.peak_uv[i] = 3.0F * uv;
    }
  };
  SECTION("one to three bins are") {
    const std::size_t bins = GENERATE(1U, 3U);
    set(2000, 2000 + bins, 15.0F);
    const auto potentials = found(table, EventType::fasciculation);
    REQUIRE(potentials.size() == 1);
    CHECK_THAT(potentials[0].onset_s, WithinAbs(100.0, 1e-6));
    CHECK_THAT(potentials[0].duration_s, WithinAbs(0.05 * static_cast<double>(bins), 1e-6));
    CHECK_THAT(potentials[0].measure("peak_uv"), WithinAbs(45.0, 1e-4));
    CHECK(potentials[0].channels == std::vector<std::string>{channel.channel.name});
  }
  SECTION("four bins are not") {
    set(2000, 2004, 15.0F);
  }
  SECTION("below 3.5 x rest it is not") {
    set(2000, 2001, 9.5F);
  }
  SECTION("with activity half a second before it is not") {
    set(1990, 1994, 15.0F);
    set(2000, 2001, 15.0F);
  }
  if (channel.envelope_uv[2000] < 15.0F || channel.envelope_uv[2003] > 14.0F ||
      channel.envelope_uv[1990] > 14.0F) {
    CHECK(found(table, EventType::fasciculation).empty());
  }
}

TEST_CASE("exchanging the legs exchanges the movements", "[detect][movements]") {
  const auto train = bursts(50.0, 1.0, 0.4, 6);
  const auto hold = with_hold(steady(kRestUv), 150.0, 156.0, 20.0);
  const auto one = two_legs({300.0}, {{kLeftTibialis, train}, {kLeftMedial, hold}});
  const auto other = two_legs({300.0}, {{kRightTibialis, train}, {kRightMedial, hold}});
  for (const EventType type : {EventType::hflm, EventType::contraction}) {
    REQUIRE(found(one, type).size() == 1);
    REQUIRE(found(other, type).size() == 1);
    CHECK(found(one, type)[0].leg == core::Leg::left);
    CHECK(found(other, type)[0].leg == core::Leg::right);
  }
}
