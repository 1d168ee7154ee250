// SPDX-License-Identifier: Apache-2.0
#include "detect/detect.hpp"

#include <cmath>
#include <limits>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::EventType;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::kRightMedial;
using test::steady;
using test::two_legs;
using test::with_hold;
using test::WithinAbs;
using test::WithinRel;

namespace {

/// A cramp, tension, leg movements and a gap.
core::SessionTable eventful(const test::Making& making) {
  const double t0 = making.start_s;
  auto table = two_legs(
      making,
      {{kLeftMedial, with_hold(steady(3.0), t0 + 300.0, t0 + 340.0, 20.0, 3.0)},
       {test::kRightLateral, with_hold(steady(3.0), t0 + 600.0, t0 + 800.0, 6.0, 1.0)},
       {kLeftTibialis, test::with_train(steady(3.0), {t0 + 100.0, 150.0}, 25.0, 2.0, 40.0)}});
  for (std::size_t i = 17000; i < 17100; ++i) {
    table.channels[1].quality[i] = core::bits(core::Quality::gap);
  }
  return table;
}

/// All that must not change, as text.
std::vector<std::string> described(const core::Findings& findings, double shift_s = 0.0) {
  std::vector<std::string> lines;
  for (const core::Event& e : findings.events) {
    std::string line = std::string(core::name(e.type)) + " " + e.kind + " " +
                       std::to_string(std::llround(1000.0 * (e.onset_s - shift_s))) + " " +
                       std::to_string(std::llround(1000.0 * e.duration_s));
    for (const std::string& channel : e.channels) {
      line += " " + channel;
    }
    lines.push_back(line);
  }
  return lines;
}

core::SessionTable mirrored(core::SessionTable table) {
  for (core::ChannelTable& channel : table.channels) {
    core::Role& role = channel.channel.role;
    role.leg = role.leg == core::Leg::left ? core::Leg::right : core::Leg::left;
  }
  return table;
}

}  // namespace

TEST_CASE("events are in table order and carry the stage of their onset", "[detect]") {
  auto table = eventful({1200.0});
  table.recording.hypnogram.emplace();
  table.recording.hypnogram->stages.assign(40, core::SleepStage::n2);
  table.recording.hypnogram->stages.at(10) = core::SleepStage::n3;  // 300 s
  const core::Findings findings = detect::find_events(table, test::by_rules());
  CHECK(std::is_sorted(findings.events.begin(), findings.events.end(), core::comes_before));
  CHECK(test::of_type(findings, EventType::cramp).at(0).stage == core::SleepStage::n3);
  CHECK(test::of_type(findings, EventType::tension).at(0).stage == core::SleepStage::n2);
  CHECK(findings.sleep_s == 1200.0);
}

TEST_CASE("the summaries count what the events say", "[detect][summary]") {
  const core::Findings findings = detect::find_events(eventful({1200.0}), test::by_rules());
  REQUIRE(findings.heads.size() == 6);
  const core::HeadSummary& left_medial = findings.heads[0];
  CHECK(left_medial.leg == core::Leg::left);
  CHECK(left_medial.muscle == core::Muscle::gastrocnemius_medialis);
  CHECK(left_medial.cramps_probable == 1);
  CHECK(left_medial.cramps_definite + left_medial.cramps_possible == 0);
  CHECK_THAT(left_medial.cramp_s, WithinAbs(39.0, 1.5));
  CHECK_THAT(left_medial.rest_uv, WithinRel(3.0, 0.03));
  const core::HeadSummary& right_lateral = findings.heads[4];
  CHECK(right_lateral.tension_periods == 1);
  CHECK_THAT(right_lateral.longest_tension_s, WithinAbs(200.0, 2.0));
  CHECK(findings.legs.at(0).leg_movements == 6);
  CHECK(findings.legs.at(0).derivation == "tibialis_anterior");
  CHECK(findings.legs.at(1).leg_movements == 0);
  const core::ChannelSummary& left_lateral = findings.channels.at(1);
  CHECK_THAT(left_lateral.usable_s, WithinAbs(1195.0, 1e-6));
  CHECK_THAT(left_lateral.excluded_s, WithinAbs(5.0, 1e-6));
  CHECK_THAT(left_lateral.excluded_by_kind_s.at("gap"), WithinAbs(5.0, 1e-6));
  CHECK_THAT(findings.usable_s, WithinAbs(1200.0 - 5.0 / 6.0, 1e-6));
  CHECK(std::isnan(findings.sleep_s));
}

TEST_CASE("the order of the channels does not matter", "[detect][invariance]") {
  core::SessionTable table = eventful({1200.0});
  const auto before = described(detect::find_events(table, test::by_rules()));
  std::reverse(table.channels.begin(), table.channels.end());
  CHECK(described(detect::find_events(table, test::by_rules())) == before);
}

TEST_CASE("exchanging the legs exchanges the legs of the events, nothing else",
          "[detect][invariance]") {
  const core::SessionTable table = eventful({1200.0});
  const core::Findings here = detect::find_events(table, test::by_rules());
  const core::Findings there = detect::find_events(mirrored(table), test::by_rules());
  CHECK(described(here) == described(there));  // names of channels stay, no event is simultaneous
  REQUIRE(here.heads.size() == there.heads.size());
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(here.heads[i].cramp_s == there.heads[i + 3].cramp_s);
    CHECK(here.heads[i + 3].tension_s == there.heads[i].tension_s);
  }
}

TEST_CASE("a later start moves the events and nothing else", "[detect][invariance]") {
  const double shift_s = GENERATE(0.013, 1234.5);
  const auto here = described(detect::find_events(eventful({1200.0}), test::by_rules()));
  const auto later =
      described(detect::find_events(eventful({1200.0, shift_s}), test::by_rules()), shift_s);
  CHECK(here == later);
}

TEST_CASE("quiet time before the recording moves the events and changes no finding",
          "[detect][invariance]") {
  const auto cramp_after = [](double quiet_s) {
    const auto rms = with_hold(steady(3.0), quiet_s + 300.0, quiet_s + 340.0, 20.0, 3.0);
    return test::cramps_in(two_legs({quiet_s + 600.0, 0.0, 0.0}, {{kLeftMedial, rms}}));
  };
  const auto here = cramp_after(0.0);
  const auto later = cramp_after(777.0);
  REQUIRE(here.size() == 1);
  REQUIRE(later.size() == 1);
  CHECK_THAT(later[0].onset_s - here[0].onset_s, WithinAbs(777.0, 0.025));
  CHECK_THAT(later[0].duration_s, WithinAbs(here[0].duration_s, 0.05));
  CHECK(later[0].grade == here[0].grade);
}

TEST_CASE("cramps scale with the signal where the relative gates rule", "[detect][invariance]") {
  // Above 2 uV of rest both cramp gates are multiples of the rest level (2 x and 1.25 x).
  const double factor = GENERATE(1.0, 2.0, 8.0);
  const auto rms = with_hold(steady(3.0 * factor), 300.0, 340.0, 20.0 * factor, 3.0);
  std::vector<core::ChannelTable> channels{
      test::channel(kLeftMedial, {600.0}, rms, 1),
      test::channel(kLeftLateral, {600.0}, steady(3.0 * factor), 2)};
  const auto cramps = test::cramps_in(test::session(std::move(channels)));
  REQUIRE(cramps.size() == 1);
  CHECK_THAT(cramps[0].onset_s, WithinAbs(300.4, 0.4));
  CHECK_THAT(cramps[0].measure("median_rest_multiple"), WithinRel(6.6, 0.05));
  CHECK_THAT(cramps[0].measure("rest_uv"), WithinRel(3.0 * factor, 0.03));
}

TEST_CASE("the absolute gates do not scale: what is a cramp at 3 uV of rest is none at 0.05 uV",
          "[detect][invariance]") {
  const auto found = [](double rest_uv) {
    const auto rms = with_hold(steady(rest_uv), 300.0, 340.0, 3.0 * rest_uv, 3.0);
    return test::cramps_in(
               test::session({test::channel(kLeftMedial, {600.0}, rms, 1),
                              test::channel(kLeftLateral, {600.0}, steady(rest_uv), 2)}))
        .size();
  };
  CHECK(found(3.0) == 1);
  CHECK(found(0.05) == 0);
}

TEST_CASE("no event spans a gap of two hours", "[detect][edges]") {
  const auto rms = with_hold(steady(3.0), 3000.0, 11400.0, 8.0, 1.0);  // before, through and after
  auto table = two_legs({14400.0}, {{kLeftMedial, rms}});
  for (core::ChannelTable& channel : table.channels) {
    for (std::size_t i = 72000; i < 72000 + 144000; ++i) {  // 3600 s to 10800 s
      channel.quality[i] = core::bits(core::Quality::gap);
      channel.envelope_uv[i] = channel.peak_uv[i] = static_cast<float>(core::kMissing);
    }
  }
  const core::Findings findings = detect::find_events(table, test::by_rules());
  CHECK(test::of_type(findings, EventType::artifact).size() == 6);
  for (const core::Event& event : findings.events) {
    if (event.type == EventType::artifact) continue;
    CHECK((event.end_s() <= 3600.05 || event.onset_s >= 10799.95));
  }
  CHECK(test::of_type(findings, EventType::tension).size() == 2);
}

TEST_CASE("recordings that hold little or nothing give empty findings", "[detect][edges]") {
  SECTION("no channel") {
    const core::Findings findings = detect::find_events({}, test::by_rules());
    CHECK(findings.events.empty());
    CHECK(findings.channels.empty());
    CHECK(findings.legs.empty());
    CHECK(findings.usable_s == 0.0);
  }
  SECTION("no bin") {
    const auto table = test::session({test::channel(kLeftMedial, {0.0}, steady(3.0), 1)});
    const core::Findings findings = detect::find_events(table, test::by_rules());
    CHECK(findings.events.empty());
    CHECK(findings.heads.size() == 1);
    CHECK(std::isnan(findings.heads[0].rest_uv));
  }
  SECTION("one bin") {
    const auto table = test::session({test::channel(kLeftMedial, {0.05}, steady(3.0), 1)});
    CHECK(detect::find_events(table, test::by_rules()).events.empty());
  }
  SECTION("nothing but NaN") {
    auto table = two_legs({600.0}, {});
    for (core::ChannelTable& channel : table.channels) {
      std::fill(channel.envelope_uv.begin(), channel.envelope_uv.end(), std::nanf(""));
      std::fill(channel.peak_uv.begin(), channel.peak_uv.end(), std::nanf(""));
      std::fill(channel.low_rms_uv.begin(), channel.low_rms_uv.end(), std::nanf(""));
      std::fill(channel.mains_rms_uv.begin(), channel.mains_rms_uv.end(), std::nanf(""));
      std::fill(channel.quality.begin(), channel.quality.end(), core::bits(core::Quality::gap));
    }
    const core::Findings findings = detect::find_events(table, test::by_rules());
    CHECK(findings.events.size() == 6);  // one dropout for each channel
    CHECK(findings.usable_s == 0.0);
    CHECK_THAT(findings.channels[0].excluded_by_kind_s.at("gap"), WithinAbs(600.0, 1e-6));
    CHECK(findings.legs.at(0).derivation.empty());
  }
  SECTION("one channel with a cramp: nothing to compare it with") {
    const auto rms = with_hold(steady(3.0), 300.0, 340.0, 20.0, 3.0);
    const auto cramps =
        test::cramps_in(test::session({test::channel(kRightMedial, {600.0}, rms, 1)}));
    REQUIRE(cramps.size() == 1);
    CHECK(cramps[0].grade == core::Grade::possible);
    CHECK(std::isnan(cramps[0].measure("head_dominance")));
  }
  SECTION("digital silence") {
    const auto table = two_legs({600.0, 0.0, 0.0}, {});
    auto silent = table;
    for (core::ChannelTable& channel : silent.channels) {
      std::fill(channel.envelope_uv.begin(), channel.envelope_uv.end(), 0.0F);
    }
    const core::Findings findings = detect::find_events(silent, test::by_rules());
    CHECK(test::of_type(findings, EventType::artifact).size() == 6);
    CHECK(findings.events.size() == 6);
  }
}
