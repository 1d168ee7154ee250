// SPDX-License-Identifier: Apache-2.0
#include "detect/level_tree.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using namespace calfemg;
using detect::LevelRule;
using detect::Run;

namespace {

LevelRule doubling() {
  LevelRule rule;
  rule.lowest = 1.0;
  rule.ratio = 2.0;
  return rule;
}

std::vector<Run> tree(const std::vector<double>& values, const LevelRule& rule) {
  return detect::level_tree(values, rule);
}

}  // namespace

TEST_CASE("a peak on a plateau is found with the plateau and without it", "[detect][levels]") {
  //                              0  1  2  3  4  5  6  7  8  9
  const std::vector<double> steps{0, 3, 3, 3, 9, 9, 3, 3, 3, 0};
  CHECK(tree(steps, doubling()) == std::vector<Run>{{1, 9}, {4, 6}});
}

TEST_CASE("what hardly changes from level to level is one stretch", "[detect][levels]") {
  std::vector<double> ramp(12, 9.0);
  ramp.front() = ramp.back() = 1.5;  // 12 bins above 1, 10 above 2, 4 and 8: overlap 10 / 12
  CHECK(tree(ramp, doubling()) == std::vector<Run>{{0, 12}});
  LevelRule fine = doubling();
  fine.same_overlap = 0.9;
  CHECK(tree(ramp, fine) == std::vector<Run>{{0, 12}, {1, 11}});
}

TEST_CASE("pauses up to the bridge do not end a stretch, longer ones do", "[detect][levels]") {
  const std::vector<double> pauses{2, 2, 0, 0, 2, 2, 0, 0, 0, 2, 2};
  LevelRule rule = doubling();
  rule.bridge = 2;
  CHECK(tree(pauses, rule) == std::vector<Run>{{0, 6}, {9, 11}});
}

TEST_CASE("short stretches are left out at each level", "[detect][levels]") {
  LevelRule rule = doubling();
  rule.shortest = 3;
  CHECK(tree({0, 5, 5, 0, 0, 5, 5, 5, 0}, rule) == std::vector<Run>{{5, 8}});
}

TEST_CASE("unknown bins are above no level", "[detect][levels]") {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  CHECK(tree({2, 2, unknown, 2}, doubling()) == std::vector<Run>{{0, 2}, {3, 4}});
  CHECK(tree({unknown, unknown}, doubling()).empty());
  CHECK(tree({}, doubling()).empty());
}

TEST_CASE("every stretch lies in one of the level below, and scale changes nothing",
          "[detect][levels]") {
  std::vector<double> wavy;
  wavy.reserve(400);
  for (int i = 0; i < 400; ++i)
    wavy.push_back(2.0 + std::sin(0.05 * i) + 0.7 * std::sin(0.31 * i) + 0.3 * std::sin(1.7 * i));
  LevelRule rule;
  rule.lowest = 1.0;
  rule.ratio = 1.2;
  const std::vector<Run> found = tree(wavy, rule);
  REQUIRE(found.size() > 10);
  for (std::size_t i = 1; i < found.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart = found[k].end <= found[i].begin || found[i].end <= found[k].begin;
      const bool inside = found[k].begin <= found[i].begin && found[i].end <= found[k].end;
      CHECK((apart || inside));
    }
  }
  for (double& value : wavy)
    value *= 8.0;
  rule.lowest *= 8.0;
  CHECK(tree(wavy, rule) == found);
}

TEST_CASE("short unknown stretches get the lower neighbour, long and outer ones stay unknown",
          "[detect][levels]") {
  const double x = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values{x, 3, x, x, 2, x, x, x, 5, x};
  detect::bridge_unknown(values, 2);
  CHECK(values[2] == 2.0);
  CHECK(values[3] == 2.0);
  for (const std::size_t i : {0U, 5U, 6U, 7U, 9U})
    CHECK(std::isnan(values[i]));
}
