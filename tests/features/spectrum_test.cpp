// SPDX-License-Identifier: Apache-2.0
#include "features/spectrum.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;

TEST_CASE("a band holds its lower edge and not its upper one", "[features][spectrum]") {
  const std::vector<double> psd(11, 1.0);
  const BandSpectrum bins = slice({psd, 10.0}, {20.0, 50.0});
  CHECK(bins.first_bin == 2);
  REQUIRE(bins.psd.size() == 3);
  CHECK(bins.frequency_hz(0) == 20.0);
  CHECK(bins.frequency_hz(2) == 40.0);
}

TEST_CASE("an edge that rounding put beside its bin still is on it", "[features][spectrum]") {
  const std::vector<double> psd(100, 1.0);
  const BandSpectrum bins = slice({psd, 0.3}, {2.1, 4.2});  // 2.1 / 0.3 > 7, 4.2 / 0.3 > 14
  CHECK(bins.first_bin == 7);
  CHECK(bins.psd.size() == 7);
}

TEST_CASE("bands that touch share no bin and lose none", "[features][spectrum]") {
  const double width = GENERATE(1.0, 2.0, 1259.259 / 1259.0, 0.37);
  const double edge = GENERATE(45.0, 95.0, 145.3);
  const std::vector<double> psd(400, 1.0);
  const Spectrum spectrum{psd, width};
  const BandSpectrum low = slice(spectrum, {20.0, edge});
  const BandSpectrum high = slice(spectrum, {edge, 300.0});
  CHECK(low.first_bin + low.psd.size() == high.first_bin);
  CHECK(low.psd.size() + high.psd.size() == slice(spectrum, {20.0, 300.0}).psd.size());
}

TEST_CASE("a band beyond the spectrum, or upside down, holds nothing", "[features][spectrum]") {
  const std::vector<double> psd(11, 1.0);
  CHECK(slice({psd, 1.0}, {20.0, 50.0}).psd.empty());
  CHECK(slice({psd, 1.0}, {8.0, 4.0}).psd.empty());
  CHECK(slice({{}, 0.0}, {0.0, 4.0}).psd.empty());
  CHECK(slice({psd, 1.0}, {-5.0, 4.0}).psd.size() == 4);
  CHECK(slice({psd, 1.0}, {8.0, 500.0}).psd.size() == 3);
  CHECK(std::isnan(power_uv2(slice({psd, 1.0}, {20.0, 50.0}))));
}

TEST_CASE("the power over all bins is the variance of the frame (Parseval)",
          "[features][spectrum]") {
  // For a sum of sines of whole periods, below half the rate, the window changes nothing.
  const std::size_t count = GENERATE(500U, 501U);
  const double rate = 10.0 * static_cast<double>(count);
  const auto x = sum(sine({3.0, 200.0}, rate, count), sine({4.0, 1500.0}, rate, count));
  const auto psd = psd_of(x, rate);
  CHECK_THAT(power_uv2(slice({psd, 10.0}, {0.0, rate})), WithinRel(12.5, 1e-10));
}
