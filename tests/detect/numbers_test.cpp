// SPDX-License-Identifier: Apache-2.0
#include "detect/numbers.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::WithinAbs;
using test::WithinRel;

namespace {
constexpr double kRoundoff = 1e-12;
constexpr double kFloatRoundoff = 1e-6;  // envelopes are kept as float
}  // namespace

TEST_CASE("percentiles are linear between order statistics", "[detect][numbers]") {
  CHECK_THAT(detect::percentile({4.0, 1.0, 3.0, 2.0}, 50.0), WithinAbs(2.5, kRoundoff));
  CHECK_THAT(detect::percentile({10.0, 20.0}, 25.0), WithinAbs(12.5, kRoundoff));
  CHECK_THAT(detect::percentile({7.0}, 99.0), WithinAbs(7.0, kRoundoff));
  CHECK_THAT(detect::percentile({3.0, 1.0, 2.0}, 100.0), WithinAbs(3.0, kRoundoff));
  CHECK(std::isnan(detect::percentile({}, 50.0)));
}

TEST_CASE("the robust spread of Gaussian values is their standard deviation", "[detect][numbers]") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> gauss(10.0, 2.0);
  std::vector<double> values(20000);
  for (double& value : values) {
    value = gauss(random);
  }
  // The standard error of the MAD of n Gaussian values is 1.17 / sqrt(n) of it: 0.8 %; 4 of them.
  CHECK_THAT(detect::robust_spread(values), WithinRel(2.0, 0.033));
}

TEST_CASE("smoothing averages power, so that a short burst keeps its energy", "[detect][numbers]") {
  core::ChannelTable table =
      test::channel(test::kLeftMedial, {1.0, 0.0, 0.0}, test::steady(0.0), 1);
  table.envelope_uv[10] = 10.0F;
  const std::vector<std::uint8_t> usable(table.envelope_uv.size(), 1);
  const std::vector<double> smooth = detect::smoothed(table, usable, 0.25);
  CHECK_THAT(smooth[10], WithinRel(10.0 / std::sqrt(5.0), kFloatRoundoff));
  CHECK_THAT(smooth[8], WithinRel(10.0 / std::sqrt(5.0), kFloatRoundoff));
  CHECK(smooth[7] == 0.0);
  CHECK(smooth[13] == 0.0);
}

TEST_CASE("smoothing passes over unusable bins, and is unknown where most are",
          "[detect][numbers]") {
  core::ChannelTable table =
      test::channel(test::kLeftMedial, {1.0, 0.0, 0.0}, test::steady(4.0), 1);
  std::vector<std::uint8_t> usable(table.envelope_uv.size(), 1);
  table.envelope_uv[5] = 1e6F;
  table.envelope_uv[6] = static_cast<float>(core::kMissing);
  usable[5] = usable[6] = 0;
  for (std::size_t i = 12; i < 18; ++i) {
    usable[i] = 0;
  }
  const std::vector<double> smooth = detect::smoothed(table, usable, 0.25);
  CHECK_THAT(smooth[5], WithinRel(4.0, kFloatRoundoff));
  CHECK_THAT(smooth[6], WithinRel(4.0, kFloatRoundoff));
  CHECK(std::isnan(smooth[14]));
  CHECK(std::isnan(smooth[15]));
}

TEST_CASE("a time that was computed from a bin stays in it", "[detect][numbers]") {
  const core::Grid bins{0.3, 0.05, 0.05, 1000000};
  for (const std::size_t i : {0U, 1U, 3U, 6U, 77777U, 999999U}) {
    CHECK(detect::bin_at(bins, bins.time_s(i)) == i);
    CHECK(detect::bins_between(bins, bins.time_s(i), bins.time_s(i + 1)) == detect::Run{i, i + 1});
  }
  CHECK(detect::bin_at(bins, -5.0) == 0);
  CHECK(detect::bin_at(bins, 1e9) == bins.count);
  CHECK(detect::bins_between(bins, 20.0, 10.0).size() == 0);
}
