// SPDX-License-Identifier: Apache-2.0
#include "signal/lane_kernels.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "core/simd.hpp"
#include "signal/biquad.hpp"
#include "signal/butterworth.hpp"
#include "signals.hpp"
#include "support/catch.hpp"
#include "support/each_simd.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

namespace {

std::vector<signal::BiquadCoefficients> sections(double notch_hz) {
  auto result = signal::design_bandpass(4, 20.0_hz, 450.0_hz, 2000.0_hz);
  if (notch_hz > 0.0)
    result.push_back(signal::design_notch(core::Hertz(notch_hz), 30.0, 2000.0_hz));
  return result;
}

// What every kernel gives, one number behind the other.
std::vector<double> all_results(const std::vector<double>& x) {
  const auto& kernels = signal::lane_kernels();
  const std::vector<std::vector<signal::BiquadCoefficients>> channels{
      sections(50.0), sections(0.0), sections(60.0)};
  signal::BiquadLanes lanes(channels);
  std::vector<double> results = x;
  lanes.process(results.data(), x.size() / signal::kLanes);
  results.push_back(kernels.square_sum(x.data(), x.size()));
  const auto extremes = kernels.extremes(x.data(), x.size());
  results.insert(results.end(), {extremes.sum, extremes.smallest, extremes.largest});
  std::vector<double> to(x.size());
  kernels.window(x.data(), x.data(), to.data(), x.size());
  results.insert(results.end(), to.begin(), to.end());
  kernels.power(x.data(), 0.3, to.data(), x.size() / 2);
  results.insert(results.end(), to.begin(), to.end());
  results.push_back(kernels.sum(x.data(), x.size()));
  std::vector<double> pairs(2 * x.size());
  const auto squares = kernels.window_pair(x.data(), to.data(), x.data(), pairs.data(), x.size());
  results.insert(results.end(), {squares.first, squares.second});
  results.insert(results.end(), pairs.begin(), pairs.end());
  std::vector<double> other(x.size());
  kernels.pair_power(pairs.data(), x.size(), 0.7, to.data(), other.data());
  results.insert(results.end(), to.begin(), to.end());
  results.insert(results.end(), other.begin(), other.end());
  return results;
}

}  // namespace

TEST_CASE("all instruction sets give the same bits in the signal path", "[signal][simd]") {
  const std::size_t count = GENERATE(1000U, 1003U, 7U, 4U);
  const auto x = test::noise(20.0, count, 3);
  const test::EachSimd sets;
  core::use_simd(core::Simd::baseline);
  const auto expected = all_results(x);
  for (const core::Simd set : sets.available) {
    core::use_simd(set);
    CAPTURE(core::name(set));
    CHECK(all_results(x) == expected);
  }
}

TEST_CASE("a channel filtered in lanes has the bits of the channel alone", "[signal][simd]") {
  const auto x = test::noise(20.0, 3000, 5);
  const std::vector<std::vector<signal::BiquadCoefficients>> channels{
      sections(0.0), sections(50.0), sections(60.0), sections(0.0)};
  std::vector<double> frames(4 * x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t lane = 0; lane < signal::kLanes; ++lane)
      frames[i * signal::kLanes + lane] = x[i] * static_cast<double>(lane + 1);
  }
  signal::BiquadLanes lanes(channels);
  lanes.process(frames.data(), x.size());
  for (std::size_t lane = 0; lane < signal::kLanes; ++lane) {
    signal::BiquadCascade alone(channels[lane]);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double y = alone.next(x[i] * static_cast<double>(lane + 1));
      if (y != frames[i * signal::kLanes + lane]) ++differing;
    }
    CHECK(differing == 0);
  }
}

TEST_CASE("samples come out of the lanes as they went in, less their offset", "[signal][simd]") {
  const std::size_t count = GENERATE(1U, 4U, 7U, 512U);
  std::vector<std::vector<double>> channels;
  std::vector<std::vector<double>> back(signal::kLanes, std::vector<double>(count));
  std::array<const double*, signal::kLanes> from{};
  std::array<double*, signal::kLanes> to{};
  const std::array<double, signal::kLanes> offsets{1.0, -2.0, 0.0, 4.5};
  for (std::size_t lane = 0; lane < signal::kLanes; ++lane)
    channels.push_back(test::noise(1.0, count, lane));
  for (std::size_t lane = 0; lane < signal::kLanes; ++lane) {
    from[lane] = channels[lane].data();
    to[lane] = back[lane].data();
  }
  const test::EachSimd sets;
  for (const core::Simd set : sets.available) {
    core::use_simd(set);
    std::vector<double> frames(count * signal::kLanes);
    signal::lane_kernels().interleave(from.data(), offsets.data(), frames.data(), count);
    signal::lane_kernels().deinterleave(frames.data(), to.data(), count);
    for (std::size_t lane = 0; lane < signal::kLanes; ++lane) {
      for (std::size_t i = 0; i < count; ++i) {
        const double expected = channels[lane][i] - offsets[lane];
        REQUIRE(frames[i * signal::kLanes + lane] == expected);
        REQUIRE(back[lane][i] == expected);
      }
    }
  }
}

TEST_CASE("sums and extremes are those of a plain loop, and tell of a missing sample",
          "[signal][simd]") {
  auto x = test::noise(20.0, 1001, 8);
  const auto& kernels = signal::lane_kernels();
  const auto found = kernels.extremes(x.data(), x.size());
  CHECK(found.smallest == *std::min_element(x.begin(), x.end()));
  CHECK(found.largest == *std::max_element(x.begin(), x.end()));
  CHECK_THAT(found.sum, test::WithinAbs(std::accumulate(x.begin(), x.end(), 0.0), 1e-9));
  CHECK_THAT(kernels.square_sum(x.data(), x.size()),
             test::WithinRel(std::inner_product(x.begin(), x.end(), x.begin(), 0.0), 1e-12));
  const std::size_t at = GENERATE(0U, 5U, 1000U);
  x[at] =
      GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
  CHECK_FALSE(std::isfinite(kernels.extremes(x.data(), x.size()).sum));
  CHECK_FALSE(std::isfinite(kernels.square_sum(x.data(), x.size())));
}
