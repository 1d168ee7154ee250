// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iostream>
#include <random>

#include "study/moments.hpp"
#include "study/numbers.hpp"
#include "support/catch.hpp"

using namespace calfemg::study;

namespace {

/// How often the 95 % interval holds the truth, of `studies` simulated at the level of subject
/// means: what a subject brings is normal, the nights add to it.
struct Coverage {
  std::size_t studies = 0;
  std::size_t paired = 0;
  std::size_t unpaired = 0;
  std::size_t false_alarms = 0;  ///< permutation p below 0.05 without any effect
};

Coverage coverage_of(std::size_t studies, std::size_t subjects) {
  constexpr double kEffect = -8.0;
  std::mt19937 engine(7);  // the numbers of <random>'s engine are the same everywhere
  const auto normal = [&engine] {
    constexpr double kTwoPi = 6.283185307179586;
    const double u = (static_cast<double>(engine()) + 0.5) / 4294967296.0;
    const double v = (static_cast<double>(engine()) + 0.5) / 4294967296.0;
    return std::sqrt(-2.0 * std::log(u)) * std::cos(kTwoPi * v);
  };
  Coverage coverage;
  for (; coverage.studies < studies; ++coverage.studies) {
    std::vector<double> before;
    std::vector<double> after;
    std::vector<double> others;
    std::vector<double> still;
    for (std::size_t i = 0; i < subjects; ++i) {
      const double own = 30.0 + 10.0 * normal();
      before.push_back(own + 3.0 * normal());
      after.push_back(own + kEffect + 4.0 * normal());
      others.push_back(30.0 + kEffect + 10.0 * normal());
      still.push_back(own + 3.0 * normal());
    }
    const auto moved = differences(before, after);
    const auto paired = bootstrap_mean(moved, {2000});
    const auto unpaired = bootstrap_difference(before, others, {2000});
    coverage.paired += paired.low <= kEffect && kEffect <= paired.high ? 1U : 0U;
    coverage.unpaired += unpaired.low <= kEffect && kEffect <= unpaired.high ? 1U : 0U;
    coverage.false_alarms += sign_flip_test(differences(before, still), 1000).p < 0.05 ? 1U : 0U;
  }
  return coverage;
}

}  // namespace

TEST_CASE("the 95 % interval holds the truth in 92 to 98 of 100 simulated studies",
          "[study][coverage]") {
  const Coverage coverage = coverage_of(200, 8);
  const auto percent = [&coverage](std::size_t count) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(coverage.studies);
  };
  std::cout << "coverage of 200 studies of 8 subjects: paired " << percent(coverage.paired)
            << " %, unpaired " << percent(coverage.unpaired) << " %, false alarms "
            << percent(coverage.false_alarms) << " %\n";
  CHECK(percent(coverage.paired) >= 92.0);
  CHECK(percent(coverage.paired) <= 98.0);
  CHECK(percent(coverage.unpaired) >= 92.0);
  CHECK(percent(coverage.unpaired) <= 98.0);
  CHECK(percent(coverage.false_alarms) <= 9.0);
}

TEST_CASE("the coverage over 5000 studies", "[.][study][coverage]") {
  const Coverage coverage = coverage_of(5000, 8);
  std::cout << "of 5000: paired " << static_cast<double>(coverage.paired) / 50.0 << " %, unpaired "
            << static_cast<double>(coverage.unpaired) / 50.0 << " %\n";
  CHECK(coverage.studies == 5000);
}
