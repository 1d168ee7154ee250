// SPDX-License-Identifier: Apache-2.0
#include "evaluate/proportion.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace calfemg::evaluate;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double kPrinted = 5e-5;    // four decimals of a printed table
constexpr double kBisection = 1e-9;  // far above what 64 halvings leave

}  // namespace

TEST_CASE("the interval of Clopper and Pearson has its known values", "[evaluate][proportion]") {
  // Quantiles of the beta distribution by its continued fraction, to four decimals.
  const auto nine_of_ten = proportion(9, 10);
  CHECK_THAT(nine_of_ten.value, WithinAbs(0.9, kBisection));
  CHECK_THAT(nine_of_ten.low, WithinAbs(0.5550, kPrinted));
  CHECK_THAT(nine_of_ten.high, WithinAbs(0.9975, kPrinted));
  const auto half = proportion(5, 10);
  CHECK_THAT(half.low, WithinAbs(0.1871, kPrinted));
  CHECK_THAT(half.high, WithinAbs(0.8129, kPrinted));
  const auto large = proportion(400, 1000);
  CHECK_THAT(large.low, WithinAbs(0.3695, kPrinted));
  CHECK_THAT(large.high, WithinAbs(0.4311, kPrinted));
}

TEST_CASE("none and all have limits in closed form", "[evaluate][proportion]") {
  const auto none = proportion(0, 7);
  CHECK(none.low == 0.0);
  CHECK_THAT(none.high, WithinAbs(1.0 - std::pow(0.025, 1.0 / 7.0), kBisection));
  const auto all = proportion(7, 7);
  CHECK(all.high == 1.0);
  CHECK_THAT(all.low, WithinAbs(std::pow(0.025, 1.0 / 7.0), kBisection));
}

TEST_CASE("successes and failures mirror each other", "[evaluate][proportion]") {
  const auto three = proportion(3, 17);
  const auto fourteen = proportion(14, 17);
  CHECK_THAT(three.low, WithinAbs(1.0 - fourteen.high, kBisection));
  CHECK_THAT(three.high, WithinAbs(1.0 - fourteen.low, kBisection));
}

TEST_CASE("a share of nothing is missing", "[evaluate][proportion]") {
  CHECK(std::isnan(proportion(0, 0).value));
  CHECK(std::isnan(proportion(0, 0).low));
  CHECK(std::isnan(f1_score(0, 0, 0).value));
}

TEST_CASE("F1 is the harmonic mean, inside its interval", "[evaluate][proportion]") {
  const auto f1 = f1_score(6, 10, 8);
  const double sensitivity = 0.6;
  const double ppv = 0.75;
  CHECK_THAT(f1.value, WithinAbs(2.0 * sensitivity * ppv / (sensitivity + ppv), kBisection));
  // J = 6 of 12: 0.2109 to 0.7891.
  CHECK_THAT(f1.low, WithinAbs(2.0 * 0.2109 / 1.2109, 2.0 * kPrinted));
  CHECK_THAT(f1.high, WithinAbs(2.0 * 0.7891 / 1.7891, 2.0 * kPrinted));
  CHECK(f1_score(0, 4, 0).value == 0.0);
}

TEST_CASE("quartiles lie between the two nearest values", "[evaluate][proportion]") {
  const auto spread = spread_of({4.0, 1.0, 3.0, 2.0});
  CHECK(spread.count == 4);
  CHECK_THAT(spread.median, WithinAbs(2.5, kBisection));
  CHECK_THAT(spread.first_quartile, WithinAbs(1.75, kBisection));
  CHECK_THAT(spread.third_quartile, WithinAbs(3.25, kBisection));
  CHECK(spread_of({5.0}).third_quartile == 5.0);
  CHECK(std::isnan(spread_of({}).median));
}
