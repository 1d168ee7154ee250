// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_texture.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::kBinS;
using test::WithinAbs;

namespace {

std::vector<double> white(std::size_t count, double sd) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal(0.0, sd);
  std::vector<double> values(count);
  for (double& value : values)
    value = normal(random);
  return values;
}

detect::CrampEvidence texture_of(const test::RmsOverTime& rms_uv) {
  const core::ChannelTable table = test::channel(test::kLeftMedial, {60.0}, rms_uv, 3);
  detect::ChannelView view;
  view.table = &table;
  view.artifacts.usable.assign(table.bins.count, 1);
  view.rest = {2.0, 0.1, 2.0};
  detect::CrampEvidence evidence;
  detect::describe_texture(evidence, view, {0.0, 60.0});
  return evidence;
}

double waves(double t, double hz, double depth) {
  return 10.0 * (1.0 + depth * std::sin(2.0 * std::numbers::pi * hz * t));
}

}  // namespace

TEST_CASE("steady noise has roughness 0 at every scale", "[detect][texture]") {
  // The ratio of two variances from 6000 / scale means: SD of its logarithm below 0.2.
  for (const std::size_t scale : {2U, 4U, 10U, 40U}) {
    CAPTURE(scale);
    CHECK_THAT(detect::roughness(white(6000, 0.1), scale), WithinAbs(0.0, 0.4));
  }
}

TEST_CASE("roughness does not depend on the level, nor on how noisy bins are",
          "[detect][texture]") {
  const std::vector<double> noise = white(6000, 0.1);
  std::vector<double> louder = noise;
  for (double& value : louder)
    value = 3.0 * value + 2.0;
  CHECK_THAT(detect::roughness(louder, 4), WithinAbs(detect::roughness(noise, 4), 1e-9));
}

TEST_CASE("a level that wanders is rough", "[detect][texture]") {
  std::vector<double> values = white(6000, 0.1);
  double level = 0.0;
  const std::vector<double> steps = white(6000, 0.05);
  for (std::size_t i = 0; i < values.size(); ++i) {
    level = 0.99 * level + steps[i];
    values[i] += level;
  }
  CHECK(detect::roughness(values, 40) > 1.5);
}

TEST_CASE("too few means give no roughness", "[detect][texture]") {
  CHECK(std::isnan(detect::roughness(white(15, 0.1), 4)));
  CHECK(!std::isnan(detect::roughness(white(16, 0.1), 4)));
}

TEST_CASE("the common modulation of a cramp shows, that of a train elsewhere does not",
          "[detect][texture]") {
  const auto steady = texture_of([](double) { return 10.0; });
  const auto cramp = texture_of([](double t) { return waves(t, 1.4, 0.2); });
  const auto train = texture_of([](double t) { return waves(t, 3.0, 0.5); });
  CHECK_THAT(steady.common_modulation, WithinAbs(0.0, 0.6));
  CHECK(cramp.common_modulation > steady.common_modulation + 1.0);
  CHECK(train.common_modulation < 0.0);
  CHECK(train.rhythm_prominence > steady.rhythm_prominence + 1.0);
}

TEST_CASE("crest is the logarithm of peak over RMS", "[detect][texture]") {
  CHECK_THAT(texture_of([](double) { return 10.0; }).crest, WithinAbs(std::log(2.6), 1e-6));
}
