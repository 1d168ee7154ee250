// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::EventType;
using core::Grade;
using test::cramps_in;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::kRightLateral;
using test::kRightMedial;
using test::kRightTibialis;
using test::rejected_in;
using test::steady;
using test::two_legs;
using test::with_hold;
using test::with_train;
using test::WithinAbs;
using test::WithinRel;

namespace {

constexpr double kRestUv = 3.0;

/// Activity that brings rest of `kRestUv` to a multiple of it.
double height_for(double multiple) {
  return kRestUv * std::sqrt(multiple * multiple - 1.0);
}

test::RmsOverTime cramp_of(double multiple, double start_s, double end_s, double flank_s = 3.0) {
  return with_hold(steady(kRestUv), start_s, end_s, height_for(multiple), flank_s);
}

std::vector<std::string> codes(const core::SessionTable& table) {
  std::vector<std::string> found;
  for (const core::Event& event : rejected_in(table)) {
    found.push_back(event.kind);
  }
  return found;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

core::Hypnogram all_night(core::SleepStage stage, std::size_t epochs) {
  core::Hypnogram hypnogram;
  hypnogram.stages.assign(epochs, stage);
  return hypnogram;
}

}  // namespace

TEST_CASE("hours of rest hold no candidate at all", "[detect][cramp][slow]") {
  const double rest_uv = GENERATE(1.0, 3.0, 8.0);
  const double fluctuation = GENERATE(0.10, 0.15);
  CAPTURE(rest_uv, fluctuation);
  const auto table = test::session(
      {test::channel(kLeftMedial, {4.0 * 3600.0, 0.0, fluctuation}, steady(rest_uv), 21),
       test::channel(kLeftLateral, {4.0 * 3600.0, 0.0, fluctuation}, steady(rest_uv), 22)});
  const core::Findings findings = detect::find_events(table, test::by_rules());
  CHECK(findings.events.empty());
}

TEST_CASE("a focal cramp is found in its head, at its time, with its numbers", "[detect][cramp]") {
  const double multiple = GENERATE(2.5, 4.0, 10.0);
  const std::uint64_t seed = GENERATE(1U, 2U, 3U);
  CAPTURE(multiple, seed);
  const auto table = two_legs({600.0}, {{kRightLateral, cramp_of(multiple, 300.0, 340.0)}}, seed);
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  const core::Event& cramp = cramps.front();
  CHECK(cramp.leg == core::Leg::right);
  CHECK(cramp.muscle == core::Muscle::gastrocnemius_lateralis);
  CHECK(cramp.channels == std::vector<std::string>{"GL.R"});
  CHECK(cramp.grade == Grade::probable);
  // The activity grows from nothing: it stands out of the noise only after some of the flank.
  CHECK_THAT(cramp.onset_s, WithinAbs(300.5, 1.0));
  CHECK_THAT(cramp.end_s(), WithinAbs(339.5, 1.0));
  CHECK_THAT(cramp.measure("median_rest_multiple"), WithinRel(multiple, 0.1));
  CHECK(cramp.measure("tonicity") > 0.95);
  CHECK(cramp.measure("returns_per_s") < 0.1);
  CHECK_THAT(cramp.measure("head_dominance"), WithinRel(std::log(multiple), 0.2));
  CHECK_THAT(cramp.measure("tibialis_rest_multiple"), WithinRel(1.0, 0.1));
  CHECK(std::isnan(cramp.measure("awakening_latency_s")));
}

TEST_CASE("a cramp that begins as a step is timed within half a bin", "[detect][cramp]") {
  const double shift = GENERATE(0.0, 0.011, 0.024, 0.041);
  const auto rms = [shift](double t) {  // step up, slow decay
    if (t < 300.0 + shift || t > 330.0) return kRestUv;
    return std::hypot(kRestUv, 30.0 * std::min(1.0, (330.0 - t) / 10.0));
  };
  const auto cramps = cramps_in(two_legs({600.0, 0.0, 0.0}, {{kLeftMedial, rms}}));
  REQUIRE(cramps.size() == 1);
  CHECK_THAT(cramps[0].onset_s, WithinAbs(300.0 + shift, 0.025));
}

TEST_CASE("a cramp that wanders from the upper to the lower site is one event of the head",
          "[detect][cramp]") {
  const core::Role upper =
      test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::upper);
  const core::Role lower =
      test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::lower);
  const auto table = test::session({test::channel(lower, {600.0}, cramp_of(5.0, 315.0, 350.0), 31),
                                    test::channel(upper, {600.0}, cramp_of(5.0, 300.0, 330.0), 32),
                                    test::channel(kLeftLateral, {600.0}, steady(kRestUv), 33)});
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  CHECK(cramps[0].sites == std::vector<core::Site>{core::Site::upper, core::Site::lower});
  CHECK(cramps[0].channels == std::vector<std::string>{"GM.L.upper", "GM.L.lower"});
  CHECK_THAT(cramps[0].duration_s, WithinAbs(49.0, 1.5));
}

TEST_CASE("an awakening or a patient marker makes a focal cramp definite", "[detect][cramp]") {
  auto table = two_legs({1200.0}, {{kLeftMedial, cramp_of(4.0, 880.0, 920.0)}});
  table.recording.hypnogram = all_night(core::SleepStage::n2, 40);
  CHECK(cramps_in(table).at(0).grade == Grade::probable);
  CHECK(cramps_in(table).at(0).stage == core::SleepStage::n2);
  SECTION("awakening 20 s after onset") {
    table.recording.hypnogram->stages.at(30) = core::SleepStage::wake;
    const core::Event cramp = cramps_in(table).at(0);
    CHECK(cramp.grade == Grade::definite);
    CHECK_THAT(cramp.measure("awakening_latency_s"), WithinAbs(20.0, 1.5));
  }
  SECTION("awakening too late") {
    table.recording.hypnogram->stages.at(35) = core::SleepStage::wake;  // 1050 s
    CHECK(cramps_in(table).at(0).grade == Grade::probable);
  }
  SECTION("marker") {
    table.recording.annotations.push_back({930.0, 0.0, "Patient MARKER 1"});
    CHECK(cramps_in(table).at(0).grade == Grade::definite);
  }
  SECTION("another annotation") {
    table.recording.annotations.push_back({930.0, 0.0, "lights on"});
    CHECK(cramps_in(table).at(0).grade == Grade::probable);
  }
}

TEST_CASE("a stretch that ends a cramp with a burst of all muscles leaves it a cramp",
          "[detect][cramp]") {
  const auto stretch = [](test::RmsOverTime rms) {
    return with_hold(std::move(rms), 335.0, 341.0, 90.0, 0.2);
  };
  const auto table = two_legs({600.0},
                              {{kLeftMedial, stretch(cramp_of(5.0, 300.0, 340.0))},
                               {kLeftLateral, stretch(steady(kRestUv))},
                               {kLeftTibialis, stretch(steady(kRestUv))},
                               {kRightMedial, stretch(steady(kRestUv))}});
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  CHECK(cramps[0].muscle == core::Muscle::gastrocnemius_medialis);
  CHECK(cramps[0].grade == Grade::probable);
}

TEST_CASE("the tension that a cramp leaves behind does not belong to it", "[detect][cramp]") {
  const auto rms = with_hold(cramp_of(8.0, 300.0, 340.0), 339.0, 900.0, height_for(2.0), 1.0);
  const auto findings =
      detect::find_events(two_legs({1800.0}, {{kLeftMedial, rms}}), test::by_rules());
  const auto cramps = test::of_type(findings, EventType::cramp);
  const auto tension = test::of_type(findings, EventType::tension);
  REQUIRE(cramps.size() == 1);
  // Levels are a ladder: the tension's own fluctuation may reach the lowest one that parts the two.
  CHECK_THAT(cramps[0].end_s(), WithinAbs(339.0, 7.0));
  REQUIRE(tension.size() == 1);
  CHECK_THAT(tension[0].end_s(), WithinAbs(900.0, 2.0));
  CHECK(tension[0].onset_s >= cramps[0].end_s() - 0.05);
}

TEST_CASE("periodic leg movements are no cramp and no candidate", "[detect][cramp]") {
  const auto train = with_train(steady(kRestUv), {100.0, 1000.0}, 25.0, 2.0, 40.0);
  const auto table = two_legs({1200.0}, {{kLeftMedial, train}, {kLeftTibialis, train}});
  const auto findings = detect::find_events(table, test::by_rules());
  CHECK(test::of_type(findings, EventType::cramp).empty());
  CHECK(test::of_type(findings, EventType::rejected_cramp).empty());
}

TEST_CASE("high-frequency leg movement trains are no cramp", "[detect][cramp]") {
  const double rate_hz = GENERATE(0.5, 1.6, 3.0);
  const double duty = GENERATE(0.4, 0.65);
  CAPTURE(rate_hz, duty);
  const auto train =
      with_train(steady(kRestUv), {300.0, 330.0}, 1.0 / rate_hz, duty / rate_hz, 40.0);
  const auto table = two_legs({600.0}, {{kLeftMedial, train}});
  CHECK(cramps_in(table).empty());
}

TEST_CASE("a hold of all muscles is turned down as co-contraction", "[detect][cramp]") {
  const auto hold = cramp_of(8.0, 300.0, 320.0, 0.3);
  const auto table =
      two_legs({600.0}, {{kLeftMedial, hold}, {kLeftLateral, hold}, {kLeftTibialis, hold}});
  CHECK(cramps_in(table).empty());
  CHECK(codes(table) == std::vector<std::string>{"co_contraction", "co_contraction"});
}

TEST_CASE("a plantarflexion of both heads, on and off at once, is turned down as voluntary",
          "[detect][cramp]") {
  const auto hold = cramp_of(8.0, 300.0, 320.0, 0.3);
  const auto table = two_legs({600.0}, {{kLeftMedial, hold}, {kLeftLateral, hold}});
  CHECK(cramps_in(table).empty());
  CHECK(codes(table) == std::vector<std::string>{"voluntary_like", "voluntary_like"});
}

TEST_CASE("a head that hears the cramp of the other one has none", "[detect][cramp]") {
  const auto table = two_legs(
      {600.0},
      {{kLeftMedial, cramp_of(12.0, 300.0, 340.0)}, {kLeftLateral, cramp_of(2.6, 300.0, 340.0)}});
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  CHECK(cramps[0].muscle == core::Muscle::gastrocnemius_medialis);
  CHECK(contains(codes(table), "crosstalk"));
}

TEST_CASE("a cramp of both heads is found in both", "[detect][cramp]") {
  const auto table = two_legs(
      {600.0},
      {{kLeftMedial, cramp_of(6.0, 300.0, 340.0)}, {kLeftLateral, cramp_of(5.0, 301.0, 338.0)}});
  CHECK(cramps_in(table).size() == 2);
}

TEST_CASE("walking is no cramp: the rest level is that of walking", "[detect][cramp]") {
  const auto stride = [](double offset) {
    return [offset](double t) {
      const double phase = std::fmod(t + offset, 1.1);
      return phase < 0.45 ? 120.0 : 15.0;
    };
  };
  const double length_s = GENERATE(7.6, 60.0, 300.0);
  const auto table = two_legs({length_s},
                              {{kLeftMedial, stride(0.0)},
                               {kLeftLateral, stride(0.03)},
                               {kLeftTibialis, stride(0.5)},
                               {kRightMedial, stride(0.55)},
                               {kRightLateral, stride(0.58)},
                               {kRightTibialis, stride(0.05)}});
  CHECK(cramps_in(table).empty());
}

TEST_CASE("repeated short contractions of one channel are no cramp", "[detect][cramp]") {
  const auto train = with_train(steady(kRestUv), {3.0, 85.0}, 5.0, 1.2, 150.0);
  CHECK(cramps_in(test::session({test::channel(kLeftMedial, {87.0}, train, 4)})).empty());
}

TEST_CASE("half an hour above rest is too long for a cramp, and is tension", "[detect][cramp]") {
  const auto table = two_legs({7200.0}, {{kLeftMedial, cramp_of(2.6, 1000.0, 2800.0)}});
  const auto findings = detect::find_events(table, test::by_rules());
  CHECK(test::of_type(findings, EventType::cramp).empty());
  CHECK(contains(codes(table), "too_long"));
  REQUIRE(test::of_type(findings, EventType::tension).size() == 1);
  CHECK_THAT(test::of_type(findings, EventType::tension)[0].duration_s, WithinAbs(1800.0, 5.0));
}

TEST_CASE("artefacts make no cramp", "[detect][cramp]") {
  auto table = two_legs({600.0}, {{kLeftMedial, cramp_of(20.0, 300.0, 330.0, 0.0)}});
  core::ChannelTable& channel = table.channels.front();
  SECTION("hum") {
    for (std::size_t row = 590; row < 670; ++row) {
      channel.mains_rms_uv[row] = 60.0F;
    }
  }
  SECTION("motion") {
    test::add_motion(channel, 295.0, 335.0, 400.0);
  }
  SECTION("clipping") {
    for (std::size_t i = 6000; i < 6600; ++i) {
      channel.quality[i] = core::bits(core::Quality::clipped);
    }
  }
  CHECK(cramps_in(table).empty());
}

TEST_CASE("a pop or a short gap inside a cramp does not cut it", "[detect][cramp]") {
  auto table = two_legs({600.0}, {{kLeftMedial, cramp_of(4.0, 300.0, 340.0)}});
  core::ChannelTable& channel = table.channels.front();
  for (std::size_t i = 6300; i < 6350; ++i) {
    channel.quality[i] = core::bits(core::Quality::gap);
    channel.envelope_uv[i] = channel.peak_uv[i] = static_cast<float>(core::kMissing);
  }
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  CHECK_THAT(cramps[0].duration_s, WithinAbs(39.0, 1.5));
  CHECK_THAT(cramps[0].measure("artifact_share"), WithinAbs(2.5 / 39.0, 0.01));
}

TEST_CASE("cramps can be switched off", "[detect][cramp]") {
  detect::DetectOptions options;
  options.cramp.enabled = false;
  const auto table = two_legs({600.0}, {{kLeftMedial, cramp_of(4.0, 300.0, 340.0)}});
  CHECK(cramps_in(table, options).empty());
  CHECK(rejected_in(table, options).empty());
}

TEST_CASE("a cramp tells which head began and by how much", "[detect][cramp]") {
  const double lag_s = GENERATE(-4.0, 2.0, 8.0);
  CAPTURE(lag_s);
  const auto table = two_legs({600.0},
                              {{kRightMedial, cramp_of(6.0, 300.0, 340.0, 0.0)},
                               {kRightLateral, cramp_of(3.5, 300.0 + lag_s, 338.0, 0.0)}},
                              5);
  bool found = false;
  for (const core::Event& event : detect::find_events(table, test::by_rules()).events) {
    if (event.muscle != core::Muscle::gastrocnemius_medialis || event.duration_s < 30.0) continue;
    found = true;
    CHECK_THAT(event.measure("head_lag_s"), WithinAbs(lag_s, 0.25));
    CHECK(std::isnan(event.measure("spread_mm_per_s")));
  }
  CHECK(found);
}

TEST_CASE("a head that takes no part has no lag", "[detect][cramp]") {
  const auto table = two_legs({600.0}, {{kRightMedial, cramp_of(6.0, 300.0, 340.0)}}, 5);
  const auto cramps = cramps_in(table);
  REQUIRE(cramps.size() == 1);
  CHECK(std::isnan(cramps.front().measure("head_lag_s")));
}

TEST_CASE("a known distance between the sites gives the speed of spread", "[detect][cramp]") {
  core::Role lower = kRightMedial;
  lower.site = core::Site::lower;
  core::Role upper = kRightMedial;
  upper.site = core::Site::upper;
  const auto table =
      test::session({test::channel(upper, {600.0}, cramp_of(6.0, 300.0, 340.0, 0.0), 31),
                     test::channel(lower, {600.0}, cramp_of(5.0, 304.0, 339.0, 0.0), 32)});
  detect::DetectOptions options = test::by_rules();
  options.cramp.site_distance_mm = 60.0;
  for (const core::Event& event : detect::find_events(table, options).events) {
    const bool is_candidate =
        event.type == EventType::cramp || event.type == EventType::rejected_cramp;
    if (!is_candidate || event.duration_s < 30.0) continue;
    CHECK(event.sites == std::vector<core::Site>{core::Site::upper, core::Site::lower});
    CHECK_THAT(event.measure("site_lag_s"), WithinAbs(4.0, 0.25));
    CHECK_THAT(event.measure("spread_mm_per_s"), WithinAbs(15.0, 1.0));
  }
}
