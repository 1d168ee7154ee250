// SPDX-License-Identifier: Apache-2.0
#include "detect/superimposed.hpp"

#include <algorithm>
#include <cmath>

#include "core/recording.hpp"
#include "support/catch.hpp"

using namespace calfemg;

namespace {

constexpr double kStepS = 0.05;

std::vector<double> level_with(std::size_t first, std::size_t last, double height) {
  std::vector<double> envelope(400, 2.0);
  std::fill(envelope.begin() + static_cast<std::ptrdiff_t>(first),
            envelope.begin() + static_cast<std::ptrdiff_t>(last),
            height);
  return envelope;
}

std::ptrdiff_t unknown(const std::vector<double>& values) {
  return std::count_if(
      values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

}  // namespace

TEST_CASE("a short burst above four times the level is taken out, and nothing else", "[detect]") {
  const auto rest = detect::without_bursts(level_with(100, 130, 8.1), kStepS);
  CHECK(unknown(rest) == 30);
  CHECK(std::isnan(rest[100]));
  CHECK(std::isnan(rest[129]));
  CHECK(unknown(detect::without_bursts(level_with(100, 130, 7.9), kStepS)) == 0);
}

TEST_CASE("bursts at both ends are taken out, too", "[detect]") {
  CHECK(unknown(detect::without_bursts(level_with(0, 20, 100.0), kStepS)) == 20);
  CHECK(unknown(detect::without_bursts(level_with(380, 400, 100.0), kStepS)) == 20);
}

TEST_CASE("what lasts longer than three seconds is no burst", "[detect]") {
  CHECK(unknown(detect::without_bursts(level_with(100, 160, 100.0), kStepS)) == 60);
  CHECK(unknown(detect::without_bursts(level_with(100, 161, 100.0), kStepS)) == 0);
}

TEST_CASE("bursts that fill most of the time are the activity", "[detect]") {
  std::vector<double> train(400, 1.0);
  for (std::size_t i = 0; i < train.size(); ++i) {
    if (i % 20 >= 8) train[i] = 50.0;
  }
  CHECK(unknown(detect::without_bursts(train, kStepS)) == 0);
}

TEST_CASE("an envelope without known values stays as it is", "[detect]") {
  CHECK(detect::without_bursts({}, kStepS).empty());
  CHECK(unknown(detect::without_bursts(std::vector<double>(10, core::kMissing), kStepS)) == 10);
}
