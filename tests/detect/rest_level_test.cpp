// SPDX-License-Identifier: Apache-2.0
#include "detect/rest_level.hpp"

#include <cmath>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::steady;
using test::WithinAbs;
using test::WithinRel;

namespace {

core::RestLevel rest_of(const core::ChannelTable& table,
                        const std::optional<core::Hypnogram>& hypnogram = std::nullopt) {
  const std::vector<std::uint8_t> usable(table.envelope_uv.size(), 1);
  return detect::rest_level(table, usable, hypnogram, {});
}

core::ChannelTable made(double duration_s, const test::RmsOverTime& rms, std::uint64_t seed = 5) {
  return test::channel(test::kLeftMedial, {duration_s}, rms, seed);
}

/// The quietest half of fluctuating rest lies below its centre: 1-s RMS fluctuate by
/// 12 % / sqrt(20) = 2.7 %, the quarter quantile is 0.67 of that lower; and sampling error.
constexpr double kLowBias = 0.03;

}  // namespace

TEST_CASE("the rest level of pure rest is its RMS, the spread that of the 1-s RMS",
          "[detect][rest]") {
  const core::RestLevel rest = rest_of(made(3600.0, steady(3.0)));
  CHECK_THAT(rest.level_uv, WithinRel(3.0, kLowBias));
  // MAD of the lower half of a Gaussian: 0.59 of its standard deviation, here 0.027 * 3 uV.
  CHECK_THAT(rest.spread_uv, WithinRel(0.59 * 0.0268 * 3.0, 0.15));
  CHECK(rest.noise_floor_uv < rest.level_uv);
}

TEST_CASE("noise-free rest is found exactly, without spread", "[detect][rest]") {
  const auto table = test::channel(test::kLeftMedial, {60.0, 0.0, 0.0}, steady(3.0), 1);
  const core::RestLevel rest = rest_of(table);
  CHECK_THAT(rest.level_uv, WithinRel(3.0, 1e-6));  // envelopes are kept as float
  CHECK_THAT(rest.spread_uv, WithinAbs(0.0, 1e-6));
}

TEST_CASE("the rest level survives a night that is tense for a third of its time",
          "[detect][rest]") {
  const auto rms = test::with_hold(steady(3.0), 1000.0, 2200.0, 6.0);
  CHECK_THAT(rest_of(made(3600.0, rms)).level_uv, WithinRel(3.0, kLowBias));
}

TEST_CASE("the rest level scales with the signal", "[detect][rest]") {
  const double factor = GENERATE(0.5, 4.0);
  const core::RestLevel once = rest_of(made(600.0, steady(3.0)));
  const core::RestLevel more = rest_of(made(600.0, steady(3.0 * factor)));
  CHECK_THAT(more.level_uv, WithinRel(factor * once.level_uv, 1e-6));
  CHECK_THAT(more.spread_uv, WithinRel(factor * once.spread_uv, 1e-4));
  CHECK_THAT(more.noise_floor_uv, WithinRel(factor * once.noise_floor_uv, 1e-6));
}

TEST_CASE("a minute is enough, five seconds are the least", "[detect][rest]") {
  CHECK_THAT(rest_of(made(60.0, steady(3.0))).level_uv, WithinRel(3.0, 2.0 * kLowBias));
  CHECK_FALSE(std::isnan(rest_of(made(5.0, steady(3.0))).level_uv));
  CHECK(std::isnan(rest_of(made(4.0, steady(3.0))).level_uv));
  CHECK(std::isnan(rest_of(made(0.0, steady(3.0))).level_uv));
}

TEST_CASE("with enough sleep the rest level is that of sleep", "[detect][rest]") {
  const auto rms = [](double t) { return t < 1800.0 ? 2.0 : 5.0; };  // quieter awake
  core::Hypnogram hypnogram;
  hypnogram.stages.assign(60, core::SleepStage::wake);
  const core::ChannelTable table = made(3600.0, rms);
  SECTION("an hour with half an hour of it") {
    hypnogram.stages.resize(120, core::SleepStage::n2);
    CHECK_THAT(rest_of(table, hypnogram).level_uv, WithinRel(5.0, kLowBias));
  }
  SECTION("five minutes are not enough") {
    hypnogram.stages.resize(70, core::SleepStage::n2);
    hypnogram.stages.resize(120, core::SleepStage::wake);
    CHECK_THAT(rest_of(table, hypnogram).level_uv, WithinRel(2.0, kLowBias));
  }
  SECTION("without a hypnogram it is the quietest half") {
    CHECK_THAT(rest_of(table).level_uv, WithinRel(2.0, kLowBias));
  }
}

TEST_CASE("what is not usable does not count", "[detect][rest]") {
  const core::ChannelTable table = made(600.0, [](double t) { return t < 400.0 ? 0.5 : 4.0; });
  std::vector<std::uint8_t> usable(table.envelope_uv.size(), 1);
  std::fill(usable.begin(), usable.begin() + 8000, std::uint8_t{0});
  CHECK_THAT(detect::rest_level(table, usable, std::nullopt, {}).level_uv,
             WithinRel(4.0, 2.0 * kLowBias));
}
