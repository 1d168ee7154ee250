// SPDX-License-Identifier: Apache-2.0
#include "signal/psd.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "oracle.hpp"
#include "signal/fft.hpp"
#include "signals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

TEST_CASE("PSD equals SciPy's periodogram", "[signal][psd][oracle]") {
  for (const auto& c : test::oracle_cases("psd")) {
    signal::Psd psd(c.x.size(), core::Hertz(c.parameters.at("rate")));
    const auto got = psd.of(c.x);
    REQUIRE(got.size() == c.y.size());
    const double largest = *std::max_element(c.y.begin(), c.y.end());
    for (std::size_t k = 0; k < got.size(); ++k)
      CHECK_THAT(got[k], test::WithinAbs(c.y[k], 1e-10 * largest));
  }
}

TEST_CASE("the PSD of a sine in a bin integrates to its power", "[signal][psd]") {
  signal::Psd psd(1000, 1000.0_hz);
  const auto density = psd.of(test::sine(10.0, 100.0, 1000.0, 1000));
  const double power =
      std::accumulate(density.begin(), density.end(), 0.0) * psd.bin_width().value();
  CHECK_THAT(power, test::WithinRel(50.0, 1e-9));  // A^2 / 2
}

TEST_CASE("the integral of the PSD is the variance of the windowed frame", "[signal][psd]") {
  // Parseval, exactly, for odd and even lengths: sum(psd) df = sum(w^2 x^2) / sum(w^2).
  const std::size_t length = GENERATE(999U, 1000U);
  auto x = test::noise(5.0, length, 3);
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(length);
  double weighted = 0.0;
  double weights = 0.0;
  for (std::size_t n = 0; n < length; ++n) {
    const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) /
                                          static_cast<double>(length));
    weighted += w * w * (x[n] - mean) * (x[n] - mean);
    weights += w * w;
  }
  signal::Psd psd(length, 1259.259_hz);
  const auto density = psd.of(x);
  const double power =
      std::accumulate(density.begin(), density.end(), 0.0) * psd.bin_width().value();
  CHECK_THAT(power, test::WithinRel(weighted / weights, 1e-12));
}

TEST_CASE("white noise has a flat density of variance over half the rate", "[signal][psd]") {
  signal::Psd psd(1000, 1000.0_hz);
  double sum = 0.0;
  constexpr int kFrames = 200;
  for (int i = 0; i < kFrames; ++i) {
    const auto density = psd.of(test::noise(3.0, 1000, 100 + static_cast<std::uint64_t>(i)));
    sum += std::accumulate(density.begin() + 10, density.end() - 10, 0.0) /
           static_cast<double>(density.size() - 20);
  }
  // 200 frames of 480 bins: standard error 0.4 %.
  CHECK_THAT(sum / kFrames, test::WithinRel(9.0 / 500.0, 0.015));
}

TEST_CASE("a constant frame has no power", "[signal][psd]") {
  signal::Psd psd(64, 64.0_hz);
  for (const double value : psd.of(std::vector<double>(64, 7.5)))
    CHECK(value == 0.0);
}

namespace {

// Largest distance of two densities, over the largest density.
double distance(std::span<const double> a, std::span<const double> b) {
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    largest = std::max(largest, std::abs(a[k] - b[k]));
  return largest / *std::max_element(b.begin(), b.end());
}

}  // namespace

TEST_CASE("two frames by one transform have the densities of each alone", "[signal][psd]") {
  const std::size_t length = GENERATE(2U, 3U, 7U, 8U, 63U, 250U, 1000U, 2000U, 2148U);
  const auto a = test::noise(5.0, length, 1);
  const auto b = test::noise(0.5, length, 2);
  signal::Psd alone(length, 1000.0_hz);
  signal::PairPsd together(length, 1000.0_hz);
  const auto pair = together.of(a, b);
  // Rounding of the louder one, ten times as loud.
  CHECK(distance(pair.first, alone.of(a)) < 1e-13);
  CHECK(distance(pair.second, alone.of(b)) < 1e-13);
  CHECK_THAT(together.bin_width().value(),
             test::WithinRel(1000.0 / static_cast<double>(length), 1e-15));
}

TEST_CASE("a faint frame is not lost beside a loud one, nor is a flat one given power",
          "[signal][psd]") {
  const auto loud = test::noise(1e6, 1000, 1);
  signal::Psd alone(1000, 1000.0_hz);
  signal::PairPsd together(1000, 1000.0_hz);
  const double faint_uv = GENERATE(1e-1, 1e-3, 1e-6, 0.0);
  const auto faint = test::noise(faint_uv, 1000, 2);
  CAPTURE(faint_uv);
  const auto second = together.of(loud, faint).second;
  const auto expected = alone.of(faint);
  if (faint_uv > 0.0) {
    CHECK(distance(second, expected) < 1e-7);
    CHECK(distance(together.of(faint, loud).first, expected) < 1e-7);
  } else {
    CHECK(std::all_of(second.begin(), second.end(), [](double x) { return x == 0.0; }));
  }
}

TEST_CASE("a frame with a missing sample has no density beside any other", "[signal][psd]") {
  const auto whole = test::noise(1.0, 100, 1);
  auto broken = whole;
  broken[GENERATE(0U, 50U, 99U)] = std::numeric_limits<double>::quiet_NaN();
  signal::PairPsd psd(100, 100.0_hz);
  CHECK(psd.of(whole, broken).first.empty());
  CHECK(psd.of(broken, whole).second.empty());
  CHECK(psd.of(whole, whole).second.size() == 51);
}

TEST_CASE("FFT of a unit cosine puts N/2 into one bin", "[signal][fft]") {
  signal::RealFft fft(1000);
  const auto x = test::sine(1.0, 100.0, 1000.0, 1000);
  std::copy(x.begin(), x.end(), fft.input().begin());
  const auto spectrum = fft.transform();
  REQUIRE(spectrum.size() == 501);
  CHECK_THAT(std::abs(spectrum[100]), test::WithinRel(500.0, 1e-9));
  CHECK_THAT(std::abs(spectrum[101]), test::WithinAbs(0.0, 1e-9));
}
