// SPDX-License-Identifier: Apache-2.0
#include "detect/edges.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::WithinAbs;

namespace {

constexpr double kRestUv = 3.0;
constexpr std::size_t kReach = 5;

core::Interval found(const core::ChannelTable& table, detect::Run run, double gate_uv) {
  detect::ChannelView view;
  view.table = &table;
  view.artifacts.usable.assign(table.envelope_uv.size(), 1);
  return detect::refined(view, run, kReach, {kRestUv, gate_uv, 0.5});
}

}  // namespace

TEST_CASE("a step inside a bin is found where it is", "[detect][edges]") {
  const double multiple = GENERATE(2.0, 4.0, 30.0);
  const double shift = GENERATE(0.0, 0.004, 0.013, 0.025, 0.037, 0.049);
  CAPTURE(multiple, shift);
  const double height_uv = kRestUv * std::sqrt(multiple * multiple - 1.0);
  const double start_s = 20.0 + shift;
  const double end_s = 31.0 + shift;
  const auto table =
      test::channel(test::kLeftMedial,
                    {60.0, 0.0, 0.0},
                    test::with_hold(test::steady(kRestUv), start_s, end_s, height_uv),
                    1);
  constexpr double kGridS = 0.001;  // the hand-made bins know times to the millisecond
  // The smoothed envelope points two bins too early at the start and two too late at the end.
  const core::Interval interval = found(table, {398, 622}, 1.25 * kRestUv);
  CHECK_THAT(interval.start_s, WithinAbs(start_s, kGridS));
  CHECK_THAT(interval.end_s(), WithinAbs(end_s, kGridS));
}

TEST_CASE("in fluctuating signal a step is found within half a bin, nearly always",
          "[detect][edges]") {
  const double multiple = GENERATE(3.0, 10.0);
  const double height_uv = kRestUv * std::sqrt(multiple * multiple - 1.0);
  int near = 0;
  constexpr int kTrials = 200;
  for (int trial = 0; trial < kTrials; ++trial) {
    const double start_s = 20.0 + 0.05 * trial / kTrials;
    const auto table =
        test::channel(test::kLeftMedial,
                      {40.0},
                      test::with_hold(test::steady(kRestUv), start_s, 30.0, height_uv),
                      static_cast<std::uint64_t>(trial));
    if (std::abs(found(table, {398, 600}, 1.25 * kRestUv).start_s - start_s) <= 0.025) ++near;
  }
  CHECK(near >= kTrials * 9 / 10);
}

TEST_CASE("edges at the ends of the recording stay inside it", "[detect][edges]") {
  const auto table = test::channel(test::kLeftMedial, {10.0, 0.0, 0.0}, test::steady(30.0), 1);
  const core::Interval interval = found(table, {0, 200}, 4.0);
  CHECK_THAT(interval.start_s, WithinAbs(0.0, 1e-9));
  CHECK_THAT(interval.end_s(), WithinAbs(10.0, 1e-9));
}
