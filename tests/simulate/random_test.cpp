// SPDX-License-Identifier: Apache-2.0
#include "simulate/random.hpp"

#include <cmath>
#include <cstdint>

#include "support/catch.hpp"

using namespace calfemg;
using simulate::Random;

namespace {

constexpr int kDraws = 200000;
constexpr double kFiveSigma = 5.0;

}  // namespace

TEST_CASE("the stream is SplitMix64", "[simulate][random]") {
  // Reference values of the public-domain program of S. Vigna for the seed 1234567.
  Random random(1234567);
  CHECK(random.next() == 6457827717110365317ULL);
  CHECK(random.next() == 3203168211198807973ULL);
  CHECK(random.next() == 9817491932198370423ULL);
}

TEST_CASE("a branch does not depend on what was drawn before", "[simulate][random]") {
  Random a(7);
  const Random b(7);
  static_cast<void>(a.next());
  CHECK(a.branch("x", 3).next() == b.branch("x", 3).next());
  CHECK(b.branch("x", 3).next() != b.branch("x", 4).next());
  CHECK(b.branch("x", 3).next() != b.branch("y", 3).next());
}

TEST_CASE("normal numbers have mean 0 and SD 1", "[simulate][random]") {
  const bool fast = GENERATE(false, true);
  CAPTURE(fast);
  Random random(11);
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = fast ? random.noise() : random.normal();
    sum += value;
    squares += value * value;
  }
  const double error = kFiveSigma / std::sqrt(static_cast<double>(kDraws));
  CHECK(std::abs(sum / kDraws) < error);
  CHECK(std::abs(squares / kDraws - 1.0) < std::sqrt(2.0) * error);
}

TEST_CASE("log-normal factors have mean 1 and the CV asked for", "[simulate][random]") {
  Random random(12);
  constexpr double kCv = 0.45;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.around_one(kCv);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kDraws;
  CHECK_THAT(mean, test::WithinAbs(1.0, 0.01));  // 10 standard errors
  CHECK_THAT(std::sqrt(squares / kDraws - mean * mean), test::WithinAbs(kCv, 0.01));
}
