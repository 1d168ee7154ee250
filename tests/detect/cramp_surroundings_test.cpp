// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_surroundings.hpp"

#include <cmath>

#include "detect/cramp_sites.hpp"
#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::steady;
using test::with_hold;
using test::WithinAbs;

namespace {

constexpr double kRestUv = 2.0;
constexpr core::Interval kCandidate{100.0, 20.0};

const core::Role kUpper =
    test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::upper);
const core::Role kLower =
    test::role(core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::lower);

detect::ChannelView view_of(const core::ChannelTable& table) {
  detect::ChannelView view;
  view.table = &table;
  view.artifacts.usable.assign(table.bins.count, 1);
  view.rest = {kRestUv, 0.1, kRestUv};
  return view;
}

detect::CrampEvidence surroundings_of(const test::RmsOverTime& rms_uv) {
  const core::ChannelTable table = test::channel(test::kLeftMedial, {200.0}, rms_uv, 7);
  detect::CrampEvidence evidence;
  detect::describe_surroundings(evidence, view_of(table), kCandidate);
  return evidence;
}

/// Sites of one head and a channel of the other, at the given activity.
detect::CrampEvidence sites_of(const test::RmsOverTime& upper,
                               const test::RmsOverTime& lower,
                               const test::RmsOverTime& lateral) {
  const core::SessionTable table =
      test::session({test::channel(kUpper, {200.0}, upper, 11),
                     test::channel(kLower, {200.0}, lower, 12),
                     test::channel(test::kLeftLateral, {200.0}, lateral, 13)});
  detect::SessionView view{&table, {}};
  for (const core::ChannelTable& channel : table.channels)
    view.channels.push_back(view_of(channel));
  detect::CrampEvidence evidence;
  const detect::Head head = detect::heads_of(view).front();
  detect::describe_sites(evidence, view, head, view.channels[0], kCandidate);
  return evidence;
}

test::RmsOverTime hold(double height_uv) {
  return with_hold(steady(kRestUv), 100.0, 120.0, height_uv);
}

/// Up and down once in five seconds, or down and up.
test::RmsOverTime swinging(double sign) {
  return [sign](double t) {
    const bool inside = t >= 100.0 && t < 120.0;
    return inside ? 10.0 * (1.0 + 0.8 * sign * std::sin(1.2566 * t)) : kRestUv;
  };
}

}  // namespace

TEST_CASE("a step out of rest is as high as it is, to both sides", "[detect][surroundings]") {
  const auto evidence = surroundings_of(hold(std::sqrt(100.0 - kRestUv * kRestUv)));  // 10 uV
  CHECK_THAT(evidence.before_rest_multiple, WithinAbs(1.0, 0.05));
  CHECK_THAT(evidence.after_rest_multiple, WithinAbs(1.0, 0.05));
  CHECK_THAT(evidence.step_up, WithinAbs(std::log(5.0), 0.05));
  CHECK_THAT(evidence.step_down, WithinAbs(std::log(5.0), 0.05));
  CHECK(evidence.twitches_before_per_s == 0.0);
  CHECK_THAT(evidence.motion_share, WithinAbs(std::log(0.3), 0.02));  // as hand-made channels are
  CHECK_THAT(evidence.hum_share, WithinAbs(std::log(0.2), 0.02));
}

TEST_CASE("residual tension shows in what comes after", "[detect][surroundings]") {
  const auto evidence = surroundings_of(with_hold(hold(10.0), 120.0, 190.0, 3.464));  // 4 uV
  CHECK_THAT(evidence.before_rest_multiple, WithinAbs(1.0, 0.05));
  CHECK_THAT(evidence.after_rest_multiple, WithinAbs(2.0, 0.1));
}

TEST_CASE("single twitches before and after are counted", "[detect][surroundings]") {
  auto rms = hold(10.0);
  for (const double at : {90.0, 93.0, 97.0, 125.0, 130.0})
    rms = with_hold(rms, at, at + 0.05, 12.0);
  const auto evidence = surroundings_of(rms);
  CHECK_THAT(evidence.twitches_before_per_s, WithinAbs(3.0 / 11.6, 0.01));
  CHECK_THAT(evidence.twitches_after_per_s, WithinAbs(2.0 / 24.6, 0.01));
}

TEST_CASE("nothing is known of what lies outside of the recording", "[detect][surroundings]") {
  const core::ChannelTable table = test::channel(test::kLeftMedial, {20.0}, steady(5.0), 7);
  detect::CrampEvidence evidence;
  detect::describe_surroundings(evidence, view_of(table), {0.0, 20.0});
  CHECK(std::isnan(evidence.before_rest_multiple));
  CHECK(std::isnan(evidence.step_down));
  CHECK(std::isnan(evidence.twitches_after_per_s));
}

TEST_CASE("sites that go together neither drift nor part", "[detect][sites]") {
  const auto evidence = sites_of(swinging(1.0), swinging(1.0), steady(kRestUv));
  CHECK(evidence.site_correlation > 0.9);
  CHECK(evidence.site_drift < 0.1);
  CHECK_THAT(evidence.site_dominance, WithinAbs(0.0, 0.05));
  CHECK(std::abs(evidence.head_correlation) < 0.2);
  CHECK(std::isnan(evidence.tibialis_correlation));  // none was recorded
}

TEST_CASE("sites that take turns drift against each other", "[detect][sites]") {
  const auto evidence = sites_of(swinging(1.0), swinging(-1.0), swinging(1.0));
  CHECK(evidence.site_correlation < -0.7);
  CHECK(evidence.site_drift > 0.5);
  CHECK(evidence.head_correlation > 0.9);
}

TEST_CASE("a site that stays at rest is dominated by the multiple of the other",
          "[detect][sites]") {
  const auto evidence = sites_of(hold(std::sqrt(96.0)), steady(kRestUv), steady(kRestUv));
  CHECK_THAT(evidence.site_dominance, WithinAbs(std::log(5.0), 0.05));
}
