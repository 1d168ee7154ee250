// SPDX-License-Identifier: Apache-2.0
#include "detect/leg_movement.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::EventType;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::kRightMedial;
using test::steady;
using test::with_hold;
using test::with_train;
using test::WithinAbs;

namespace {

constexpr double kRectifiedPerRms = 0.7979;
constexpr double kRestUv = 3.0;

std::vector<core::Event> movements_in(const core::SessionTable& table,
                                      const detect::DetectOptions& options = test::by_rules()) {
  return test::of_type(detect::find_events(table, options), EventType::lm);
}

/// One tibialis channel, free of noise, whose rectified level is `rectified_uv`.
std::vector<core::Event> movements_of(const test::RmsOverTime& rectified_uv) {
  const auto rms = [&](double t) { return rectified_uv(t) / kRectifiedPerRms; };
  return movements_in(test::session({test::channel(kLeftTibialis, {300.0, 0.0, 0.0}, rms, 1)}));
}

test::RmsOverTime block(double start_s, double end_s, double level_uv, double rest_uv = 3.0) {
  return [=](double t) { return t >= start_s && t < end_s ? level_uv : rest_uv; };
}

}  // namespace

TEST_CASE("a movement is 8 uV of rectified signal above rest, not 7", "[detect][lm]") {
  CHECK(movements_of(block(100.0, 102.0, 3.0 + 8.1)).size() == 1);
  CHECK(movements_of(block(100.0, 102.0, 3.0 + 7.9)).empty());
}

TEST_CASE("onset and duration of a movement are those of the step", "[detect][lm]") {
  const double shift = GENERATE(0.0, 0.013, 0.037);
  const auto found = movements_of(block(100.0 + shift, 102.0 + shift, 40.0));
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0].onset_s, WithinAbs(100.0 + shift, 0.025));
  CHECK_THAT(found[0].duration_s, WithinAbs(2.0, 0.05));
  CHECK(found[0].leg == core::Leg::left);
  CHECK(found[0].muscle == core::Muscle::tibialis_anterior);
}

TEST_CASE("movements last from half a second to ten", "[detect][lm]") {
  CHECK(movements_of(block(100.0, 100.45, 40.0)).empty());
  CHECK(movements_of(block(100.0, 100.55, 40.0)).size() == 1);
  CHECK(movements_of(block(100.0, 109.9, 40.0)).size() == 1);
  CHECK(movements_of(block(100.0, 110.1, 40.0)).empty());
}

TEST_CASE("half a second below 2 uV above rest ends a movement, less does not", "[detect][lm]") {
  const auto two = [](double pause_s, double pause_uv) {
    return [=](double t) {
      if (t >= 101.0 && t < 101.0 + pause_s) return pause_uv;
      return t >= 100.0 && t < 103.0 ? 40.0 : 3.0;
    };
  };
  CHECK(movements_of(two(0.4, 3.0)).size() == 1);
  CHECK(movements_of(two(0.8, 3.0)).size() == 2);
  CHECK(movements_of(two(0.8, 3.0 + 2.1)).size() == 1);
}

TEST_CASE("a few spikes are no movement: the median of half a second must rise", "[detect][lm]") {
  const auto spikes = [](double t) {
    const bool on = t >= 100.0 && t < 102.0 && std::fmod(t - 100.0, 0.4) < 0.05;
    return on ? 60.0 : 3.0;
  };
  CHECK(movements_of(spikes).empty());
}

TEST_CASE("the resting level is local: slow tension hides below it, and switches scoring off",
          "[detect][lm]") {
  const auto slow = [](double base_uv, double burst_uv) {
    return [=](double t) { return t >= 200.0 && t < 202.0 ? base_uv + burst_uv : base_uv; };
  };
  CHECK(movements_of(slow(12.0, 10.0)).size() == 1);
  CHECK(movements_of(slow(16.0, 30.0)).empty());
}

TEST_CASE("a periodic train gives one movement for each burst", "[detect][lm]") {
  const auto train = with_train(steady(kRestUv), {100.0, 1000.0}, 25.0, 2.0, 40.0);
  const auto found = movements_in(test::two_legs({1200.0}, {{kLeftTibialis, train}}));
  REQUIRE(found.size() == 40);
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK_THAT(found[i].onset_s, WithinAbs(100.0 + 25.0 * static_cast<double>(i), 0.05));
    CHECK_THAT(found[i].duration_s, WithinAbs(2.0, 0.2));
    CHECK(found[i].measure("standard_derivation") == 1.0);
    CHECK(found[i].reasons.empty());
  }
}

TEST_CASE("hours of rest hold no leg movement", "[detect][lm][slow]") {
  const double rest_uv = GENERATE(1.0, 3.0, 10.0);
  CHECK(movements_in(
            test::session({test::channel(kLeftTibialis, {4.0 * 3600.0}, steady(rest_uv), 17)}))
            .empty());
}

TEST_CASE("without tibialis the calf is used, and the movement says so", "[detect][lm]") {
  const auto burst = with_hold(steady(kRestUv), 100.0, 102.0, 40.0);
  const auto table = test::session({test::channel(kLeftMedial, {300.0}, burst, 1),
                                    test::channel(test::kLeftLateral, {300.0}, burst, 2),
                                    test::channel(kRightMedial, {300.0}, steady(kRestUv), 3)});
  const auto found = movements_in(table);
  REQUIRE(found.size() == 1);
  CHECK(found[0].measure("standard_derivation") == 0.0);
  REQUIRE(found[0].reasons.size() == 1);
  CHECK(found[0].reasons[0].find("non-standard derivation") == 0);
  CHECK(found[0].channels.size() == 2);

  const auto legs = detect::find_events(table, test::by_rules()).legs;
  REQUIRE(legs.size() == 2);
  CHECK(legs[0].leg_movements == 1);
  CHECK(legs[0].derivation == "gastrocnemius");
  CHECK_FALSE(legs[0].standard_derivation);

  detect::DetectOptions options = test::by_rules();
  options.leg_movement.from_gastrocnemius = false;
  CHECK(movements_in(table, options).empty());
  CHECK(detect::find_events(table, options).legs[0].derivation.empty());
}

TEST_CASE("a tibialis that is dead all night is replaced by the calf", "[detect][lm]") {
  auto table =
      test::two_legs({300.0}, {{kLeftMedial, with_hold(steady(kRestUv), 100.0, 102.0, 40.0)}});
  for (auto& quality : table.channels[2].quality) {
    quality = core::bits(core::Quality::gap);
  }
  const auto findings = detect::find_events(table, test::by_rules());
  CHECK(test::of_type(findings, EventType::lm).size() == 1);
  CHECK_FALSE(findings.legs[0].standard_derivation);
  CHECK(findings.legs[1].standard_derivation);
}

TEST_CASE("movement artefacts and gaps are no leg movements", "[detect][lm]") {
  auto table =
      test::two_legs({300.0}, {{kLeftTibialis, with_hold(steady(kRestUv), 100.0, 102.0, 20.0)}});
  test::add_motion(table.channels[2], 98.0, 104.0, 500.0);
  CHECK(movements_in(table).empty());
}

namespace {

std::size_t count_by(const std::string& method, const test::RmsOverTime& rectified_uv) {
  const auto rms = [&](double t) { return rectified_uv(t) / kRectifiedPerRms; };
  auto options = test::by_rules();
  options.leg_movement.method = method;
  const auto table = test::session({test::channel(kLeftTibialis, {300.0, 0.0, 0.0}, rms, 1)});
  return movements_in(table, options).size();
}

}  // namespace

TEST_CASE("without the morphology of WASM 2016 spikes are a movement", "[detect][lm][method]") {
  const auto spikes = [](double t) {
    const bool on = t >= 100.0 && t < 101.1 && std::fmod(t - 100.0, 0.4) < 0.05;  // no train
    return on ? 60.0 : 3.0;
  };
  CHECK(count_by("wasm2016", spikes) == 0);
  CHECK(count_by("aasm2016", spikes) == 1);
}

TEST_CASE("Ferri's movements are 7 uV above rest and last up to 15 s", "[detect][lm][method]") {
  CHECK(count_by("ferri", block(100.0, 102.0, 3.0 + 7.1)) == 1);
  CHECK(count_by("ferri", block(100.0, 102.0, 3.0 + 6.9)) == 0);
  CHECK(count_by("ferri", block(100.0, 114.9, 40.0)) == 1);
  CHECK(count_by("wasm2016", block(100.0, 114.9, 40.0)) == 0);
  CHECK(count_by("ferri", block(100.0, 115.2, 40.0)) == 0);
}

TEST_CASE("the gate of S-PLMAD rises with the floor", "[detect][lm][method]") {
  // Floor 3 uV: upper gate 3 (1 + ln 4) + 8 = 15.2; the movement itself lifts it to 18.
  CHECK(count_by("splmad", block(100.0, 101.0, 21.0)) == 1);
  CHECK(count_by("splmad", block(100.0, 101.0, 14.5)) == 0);
  // Floor 6 uV: upper gate 6 (1 + ln 7) + 8 = 25.7, lifted to 31.
  CHECK(count_by("splmad", block(100.0, 101.0, 34.0, 6.0)) == 1);
  CHECK(count_by("splmad", block(100.0, 101.0, 24.0, 6.0)) == 0);
  CHECK(count_by("splmad", block(100.0, 100.7, 40.0)) == 0);  // shorter than 0.75 s
}

TEST_CASE("the indices of a night come with its movements", "[detect][lm][plm]") {
  const auto series = [](double t) {  // eight movements of 2 s, 20 s apart
    return t >= 100.0 && t < 260.0 && std::fmod(t - 100.0, 20.0) < 2.0 ? 40.0 : 3.0;
  };
  const auto rms = [&](double t) { return series(t) / kRectifiedPerRms; };
  auto table = test::session({test::channel(kLeftTibialis, {600.0, 0.0, 0.0}, rms, 1)});
  table.recording.hypnogram = core::Hypnogram{};
  table.recording.hypnogram->stages.assign(20, core::SleepStage::n2);
  const core::Findings findings = detect::find_events(table, test::by_rules());
  const core::MovementIndices& indices = findings.leg_movements;
  CHECK(indices.rules == "wasm2016");
  CHECK(indices.method == "wasm2016");
  CHECK(indices.standard);
  REQUIRE(indices.groups.size() == 8);
  CHECK(indices.groups[1].group == "sleep");
  CHECK_THAT(indices.groups[1].periodicity, WithinAbs(1.0, 1e-12));
  bool found = false;
  for (const core::MovementCount& count : indices.counts) {
    if (count.kind != "plm" || count.side != "any" || count.group != "n2") continue;
    found = true;
    CHECK(count.count == 8);
    CHECK_THAT(count.per_hour, WithinAbs(8.0 / (600.0 / 3600.0), 1e-9));
  }
  CHECK(found);
  CHECK(indices.intervals.front().histogram.at(10) == 7);  // 20 to 22 s
}
