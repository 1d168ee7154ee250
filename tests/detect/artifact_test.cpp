// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact.hpp"

#include <cmath>

#include "detect/numbers.hpp"
#include "detect/session_view.hpp"
#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::with_hold;

namespace {

core::ChannelTable at_rest(double duration_s = 120.0) {
  return test::channel(test::kLeftMedial, {duration_s}, test::steady(3.0), 11);
}

std::vector<detect::Run> stretches(const core::ChannelTable& table, std::string_view kind) {
  for (const auto& found : detect::find_artifacts(table, {}).kinds) {
    if (found.kind == kind) return found.stretches;
  }
  FAIL("no such kind of artefact: " << kind);
  return {};
}

std::vector<detect::Run> intervals(const core::ChannelTable& table, std::string_view kind) {
  for (const auto& found : detect::find_artifacts(table, {}).kinds) {
    if (found.kind == kind) return found.intervals;
  }
  FAIL("no such kind of artefact: " << kind);
  return {};
}

std::size_t unusable(const core::ChannelTable& table) {
  const auto usable = detect::find_artifacts(table, {}).usable;
  return static_cast<std::size_t>(std::count(usable.begin(), usable.end(), 0));
}

void mark(core::ChannelTable& table, detect::Run bins, core::Quality quality) {
  for (std::size_t i = bins.begin; i < bins.end; ++i) {
    table.quality[i] = core::bits(quality);
  }
}

/// An impulse of one bin: after the band-pass its peak is about six times the RMS of its bin.
void add_impulse(core::ChannelTable& table, std::size_t bin, float peak_uv) {
  table.peak_uv[bin] = peak_uv;
  table.envelope_uv[bin] = peak_uv / 6.0F;
}

}  // namespace

TEST_CASE("clean signal has no artefact", "[detect][artifact]") {
  CHECK(unusable(at_rest(1200.0)) == 0);
}

TEST_CASE("a strong contraction is never an artefact because it is strong", "[detect][artifact]") {
  const double height_uv = GENERATE(30.0, 300.0, 3000.0);
  const double length_s = GENERATE(0.3, 2.0, 30.0);
  CAPTURE(height_uv, length_s);
  const auto table = test::channel(test::kLeftMedial,
                                   {120.0},
                                   with_hold(test::steady(3.0), 60.0, 60.0 + length_s, height_uv),
                                   3);
  CHECK(unusable(table) == 0);
}

TEST_CASE("gaps and settling filters are unusable, only gaps are dropouts", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  mark(table, {100, 200}, core::Quality::gap);
  mark(table, {200, 210}, core::Quality::settling);
  table.envelope_uv[300] = static_cast<float>(core::kMissing);
  CHECK(stretches(table, "dropout") == std::vector<detect::Run>{{100, 200}});
  CHECK(unusable(table) == 111);
}

TEST_CASE("a signal that stands still counts from 0.2 s on", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  mark(table, {100, 102}, core::Quality::flat);
  CHECK(stretches(table, "flat").empty());
  mark(table, {500, 504}, core::Quality::flat);
  CHECK(stretches(table, "flat") == std::vector<detect::Run>{{500, 504}});
}

TEST_CASE("on a coarse converter that often stands still it counts from one second on",
          "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  for (std::size_t i = 0; i < 400; i += 40) {
    mark(table, {i, i + 1}, core::Quality::flat);
  }
  mark(table, {1000, 1019}, core::Quality::flat);
  mark(table, {1500, 1520}, core::Quality::flat);
  CHECK(stretches(table, "flat") == std::vector<detect::Run>{{1500, 1520}});
}

TEST_CASE("a channel below any amplifier's noise is flat", "[detect][artifact]") {
  const double level_uv = GENERATE(0.15, 0.25);
  const auto table = test::channel(test::kLeftMedial, {60.0, 0.0, 0.0}, test::steady(level_uv), 1);
  CHECK(stretches(table, "flat").empty() == (level_uv > 0.2));
}

TEST_CASE("clipping takes a quarter of a second to each side", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  mark(table, {100, 102}, core::Quality::clipped);
  mark(table, {2, 3}, core::Quality::clipped);
  CHECK(stretches(table, "clip") == std::vector<detect::Run>{{0, 8}, {95, 107}});
}

TEST_CASE("hum is an artefact when it holds most of the power", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  const auto row = std::size_t{40};  // 20 s to 21 s
  SECTION("without a notch, from half of the power on") {
    for (std::size_t i = 400; i < 420; ++i) {
      table.envelope_uv[i] = 40.0F;
    }
    table.mains_rms_uv[row] = 27.0F;  // 46 %
    CHECK(stretches(table, "mains").empty());
    table.mains_rms_uv[row] = 30.0F;  // 56 %
    CHECK(stretches(table, "mains") == std::vector<detect::Run>{{400, 420}});
  }
  SECTION("with a notch, only when it is far above the signal") {
    table.conditions.notches_hz = {50.0};
    table.mains_rms_uv[row] = 16.0F;  // 96.6 %
    CHECK(stretches(table, "mains").empty());
    table.mains_rms_uv[row] = 60.0F;
    CHECK(stretches(table, "mains") == std::vector<detect::Run>{{400, 420}});
  }
  SECTION("weak hum never is") {
    table.mains_rms_uv[row] = 4.9F;
    CHECK(stretches(table, "mains").empty());
  }
}

TEST_CASE("motion needs low frequencies far above the muscle, the usual and the absolute level",
          "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  SECTION("far above: the swings and two bins to each side are not usable") {
    test::add_motion(table, 20.0, 21.0, 20.0);
    CHECK(stretches(table, "motion") == std::vector<detect::Run>{{398, 422}});
  }
  SECTION("below the multiple of its highest bin") {
    test::add_motion(table, 20.0, 21.0, 5.9);
    CHECK(stretches(table, "motion").empty());
  }
  SECTION("during a contraction of more than twice its size the muscle is heard") {
    for (std::size_t i = 400; i < 420; ++i) {
      table.envelope_uv[i] = 41.0F;
    }
    test::add_motion(table, 20.0, 21.0, 20.0);
    CHECK(stretches(table, "motion").empty());
  }
  SECTION("drift that is always there is no motion") {
    test::add_motion(table, 0.0, 120.0, 80.0);
    CHECK(stretches(table, "motion").empty());
  }
  SECTION("unknown low frequencies are no motion") {
    test::add_motion(table, 0.0, 120.0, core::kMissing);
    CHECK(stretches(table, "motion").empty());
  }
}

TEST_CASE("swings five seconds apart are one motion, what lies between them is usable",
          "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  const double pause_s = GENERATE(4.0, 6.0);
  test::add_motion(table, 20.0, 21.0, 20.0);
  test::add_motion(table, 21.0 + pause_s, 22.0 + pause_s, 20.0);
  CHECK(intervals(table, "motion").size() == (pause_s < 5.0 ? 1 : 2));
  CHECK(stretches(table, "motion").size() == 2);
}

TEST_CASE("a single short disturbance is a pop, a longer one motion", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  const double length_s = GENERATE(0.15, 0.35, 0.4);
  CAPTURE(length_s);
  test::add_motion(table, 20.0, 20.0 + length_s, 20.0);
  const bool short_one = length_s < 0.38;
  CHECK(intervals(table, "pop").size() == (short_one ? 1 : 0));
  CHECK(intervals(table, "motion").size() == (short_one ? 0 : 1));
}

TEST_CASE("regular beats are a heart, irregular ones are not", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  const bool regular = GENERATE(true, false);
  double t = 30.0;
  for (int beat = 0; t < 90.0; ++beat) {
    test::add_motion(table, t, t + 0.05, 3.0);
    t += regular ? (beat % 2 == 0 ? 0.95 : 1.05) : 0.5 + 0.35 * (beat % 5);
  }
  const auto found = intervals(table, "ecg");
  REQUIRE(found.size() == (regular ? 1 : 0));
  if (regular) {
    CHECK(found[0].begin == 600);
    CHECK(found[0].end > 1770);
    CHECK(unusable(table) == stretches(table, "ecg").size() * 5);  // the beats alone
  }
}

TEST_CASE("hum that a notch copes with is marked, and its signal used", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  table.conditions.notches_hz = {50.0};
  const double hum_uv = GENERATE(4.9, 10.0);
  for (std::size_t row = 40; row < 80; ++row) {
    table.mains_rms_uv[row] = static_cast<float>(hum_uv);
  }
  CHECK(intervals(table, "mains").size() == (hum_uv > 5.0 ? 1 : 0));
  CHECK(unusable(table) == 0);
}

TEST_CASE("strong hum with jumps is a lead that is off", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  for (std::size_t row = 40; row < 120; ++row) {
    table.mains_rms_uv[row] = 60.0F;
  }
  const bool jumps = GENERATE(true, false);
  for (int jump = 0; jumps && jump < 5; ++jump) {
    const double t = 25.0 + 7.0 * jump;
    test::add_motion(table, t, t + 0.3, 300.0);
  }
  CHECK(intervals(table, jumps ? "lead_off" : "mains").size() == 1);
  CHECK(intervals(table, jumps ? "mains" : "lead_off").empty());
  CHECK(intervals(table, "motion").empty());
  CHECK(unusable(table) >= 800);
}

TEST_CASE("an impulse is a pop, a burst of muscle is not", "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  SECTION("one bin") {
    add_impulse(table, 500, 400.0F);
    CHECK(stretches(table, "pop") == std::vector<detect::Run>{{500, 501}});
  }
  SECTION("over the border of two bins, with a tail") {
    add_impulse(table, 500, 400.0F);
    add_impulse(table, 501, 300.0F);
    table.envelope_uv[502] = 12.0F;
    CHECK(stretches(table, "pop") == std::vector<detect::Run>{{500, 503}});
  }
  SECTION("too small") {
    add_impulse(table, 500, 199.0F);
    CHECK(stretches(table, "pop").empty());
  }
  SECTION("longer than an impulse") {
    for (std::size_t i = 500; i < 504; ++i) {
      add_impulse(table, i, 400.0F);
    }
    CHECK(stretches(table, "pop").empty());
  }
  SECTION("a twitch of 100 ms: its peak is no more than four times its own RMS") {
    for (std::size_t i = 500; i < 502; ++i) {
      table.envelope_uv[i] = 200.0F;
      table.peak_uv[i] = 700.0F;
    }
    CHECK(stretches(table, "pop").empty());
  }
  SECTION("inside a contraction of the same strength it is part of it") {
    for (std::size_t i = 480; i < 520; ++i) {
      table.envelope_uv[i] = 60.0F;
    }
    add_impulse(table, 500, 500.0F);
    CHECK(stretches(table, "pop").empty());
  }
  SECTION("at the first and at the last bin") {
    add_impulse(table, 0, 400.0F);
    add_impulse(table, table.bins.count - 1, 400.0F);
    CHECK(stretches(table, "pop").size() == 2);
  }
}

TEST_CASE("artefacts become events with their kind, close ones of a kind become one",
          "[detect][artifact]") {
  core::ChannelTable table = at_rest();
  mark(table, {100, 102}, core::Quality::clipped);
  mark(table, {130, 131}, core::Quality::clipped);
  mark(table, {1000, 1100}, core::Quality::gap);
  const auto events = test::of_type(detect::find_events(test::session({table}), test::by_rules()),
                                    core::EventType::artifact);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "clip");
  CHECK_THAT(events[0].onset_s, test::WithinAbs(4.75, 1e-9));
  CHECK_THAT(events[0].duration_s, test::WithinAbs(2.05, 1e-9));
  CHECK(events[0].channels == std::vector<std::string>{"GM.L"});
  CHECK(events[1].kind == "dropout");
  CHECK(std::isnan(events[1].measure("peak_uv")));
}

namespace {

core::Role lower_medial() {
  core::Role role = test::kLeftMedial;
  role.site = core::Site::lower;
  return role;
}

/// Two channels of a leg at rest; the first one's gain changes for a while.
std::vector<detect::Run> found_gain_steps(double ratio,
                                          double low_ratio,
                                          bool other_too = false,
                                          core::Role other_role = lower_medial(),
                                          double wavering = 0.0) {
  core::ChannelTable stepped = test::channel(test::kLeftMedial, {300.0}, test::steady(3.0), 21);
  core::ChannelTable other = test::channel(other_role, {300.0}, test::steady(2.0), 22);
  const auto change = [&](core::ChannelTable& table) {
    for (std::size_t i = 2000; i < 4000; ++i) {
      const double level = ratio * std::exp(wavering * std::sin(static_cast<double>(i) / 60.0));
      table.envelope_uv[i] *= static_cast<float>(level);
      table.peak_uv[i] *= static_cast<float>(ratio);
      table.low_envelope_uv[i] *= static_cast<float>(low_ratio);
    }
  };
  change(stepped);
  if (other_too) change(other);
  const auto table = test::session({stepped, other});
  const detect::SessionView view = detect::prepared(table, {});
  CHECK(view.channels[1].artifacts.kinds.back().kind == "gain_step");
  const detect::ArtifactKind& found = view.channels[0].artifacts.kinds.back();
  for (const detect::Run& run : found.stretches)
    CHECK(detect::share_set(view.channels[0].artifacts.usable, run) == 0.0);
  return found.intervals;
}

}  // namespace

TEST_CASE("a gain that changes and changes back is found", "[detect][artifact]") {
  const double ratio = GENERATE(2.5, 1.7, 0.4);
  CAPTURE(ratio);
  const auto found = found_gain_steps(ratio, ratio);
  REQUIRE(found.size() == 1);
  CHECK(std::abs(static_cast<double>(found[0].begin) - 2000.0) <= 2.0);
  CHECK(std::abs(static_cast<double>(found[0].end) - 4000.0) <= 2.0);
}

TEST_CASE("what only looks like a step of the gain is none", "[detect][artifact]") {
  CHECK(found_gain_steps(2.5, 2.5, false, lower_medial(), 0.25).empty());  // it wavers: a muscle
  CHECK(found_gain_steps(1.3, 1.3).empty());        // less than the least ratio
  CHECK(found_gain_steps(3.0, 1.0).empty());        // not below the band: a muscle
  CHECK(found_gain_steps(2.5, 2.5, true).empty());  // both sites: the head acts
  CHECK(found_gain_steps(2.5, 2.5, false, test::kLeftLateral).empty());  // no second site
}
