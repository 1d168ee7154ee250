// SPDX-License-Identifier: Apache-2.0
#include "features/spectral.hpp"

#include <cmath>
#include <vector>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;

namespace {

constexpr double kRoundoff = 1e-10;

BandSpectrum all_of(const std::vector<double>& psd, double width) {
  return slice({psd, width}, {0.0, 1e9});
}

}  // namespace

TEST_CASE("mean, median and peak frequency of a sine are its frequency", "[features][spectral]") {
  const double f = GENERATE(20.0, 83.0, 412.0);
  const auto psd = psd_of(sine({7.0, f}, 1000.0, 1000), 1000.0);
  const BandSpectrum bins = all_of(psd, 1.0);
  const SpectralMoments moments = spectral_moments(bins);
  CHECK_THAT(mean_frequency(moments), WithinRel(f, kRoundoff));
  CHECK_THAT(median_frequency(bins), WithinRel(f, kRoundoff));
  CHECK(peak_frequency(bins) == f);
  CHECK_THAT(moments.sm0, WithinRel(24.5, kRoundoff));
  // The Hann window spreads a line over three bins with powers 1 : 4 : 1.
  CHECK_THAT(variance_of_central_frequency(bins, moments), WithinRel(1.0 / 3.0, 1e-6));
}

TEST_CASE("moments of three lines are sums that can be checked by hand", "[features][spectral]") {
  const std::vector<double> psd{0.0, 1.0, 2.0, 3.0};
  const SpectralMoments m = spectral_moments(all_of(psd, 10.0));
  CHECK(m.sm0 == 60.0);
  CHECK(m.sm1 == 10.0 * (10.0 + 40.0 + 90.0));
  CHECK(m.sm2 == 10.0 * (100.0 + 800.0 + 2700.0));
  CHECK(m.sm3 == 10.0 * (1000.0 + 16000.0 + 81000.0));
}

TEST_CASE("a flat spectrum has its median in the middle and the entropy 1",
          "[features][spectral]") {
  const std::vector<double> psd(101, 0.25);
  const BandSpectrum bins = all_of(psd, 2.0);
  CHECK_THAT(median_frequency(bins), WithinRel(100.0, kRoundoff));
  CHECK_THAT(mean_frequency(spectral_moments(bins)), WithinRel(100.0, kRoundoff));
  CHECK_THAT(spectral_entropy(bins), WithinRel(1.0, kRoundoff));
}

TEST_CASE("the median is linear inside its bin", "[features][spectral]") {
  const std::vector<double> psd{1.0, 4.0, 1.0, 2.0};  // half of 8 is 3 of the 4 in bin 1
  CHECK_THAT(median_frequency(all_of(psd, 1.0)), WithinRel(0.5 + 0.75, kRoundoff));
  const std::vector<double> gap{1.0, 0.0, 0.0, 1.0};  // half is reached at the end of bin 0
  CHECK_THAT(median_frequency(all_of(gap, 1.0)), WithinRel(0.5, kRoundoff));
  const std::vector<double> late{0.0, 0.0, 0.0, 1.0};
  CHECK_THAT(median_frequency(all_of(late, 1.0)), WithinRel(3.0, kRoundoff));
}

TEST_CASE("a single line has no entropy, the lowest of equal peaks is the peak",
          "[features][spectral]") {
  CHECK(spectral_entropy(all_of({0.0, 5.0, 0.0}, 1.0)) == 0.0);
  CHECK(peak_frequency(all_of({0.0, 5.0, 1.0, 5.0}, 1.0)) == 1.0);
}

TEST_CASE("the power spectrum ratio takes both ends of its reach", "[features][spectral]") {
  std::vector<double> psd(9, 1.0);
  psd[4] = 2.0;
  CHECK_THAT(power_spectrum_ratio(all_of(psd, 10.0), 20.0), WithinRel(6.0 / 10.0, kRoundoff));
  CHECK_THAT(power_spectrum_ratio(all_of(psd, 10.0), 19.9), WithinRel(4.0 / 10.0, kRoundoff));
  CHECK_THAT(power_spectrum_ratio(all_of(psd, 10.0), 500.0), WithinRel(1.0, kRoundoff));
}

TEST_CASE("frequency ratio and Dimitrov's index of single lines", "[features][spectral]") {
  const std::vector<double> psd{0.0, 0.0, 6.0, 0.0, 3.0};
  const Spectrum spectrum{psd, 10.0};
  CHECK_THAT(frequency_ratio(slice(spectrum, {10.0, 30.0}), slice(spectrum, {30.0, 50.0})),
             WithinRel(2.0, kRoundoff));
  CHECK(std::isnan(frequency_ratio(slice(spectrum, {10.0, 30.0}), slice(spectrum, {30.0, 40.0}))));
  // One line at f: f^-1 / f^5.
  CHECK_THAT(dimitrov_index(slice(spectrum, {10.0, 30.0})),
             WithinRel(std::pow(20.0, -6.0), kRoundoff));
}

TEST_CASE("a multiple of a spectrum has the same shape", "[features][spectral]") {
  const double k = GENERATE(1e-6, 7.0, 1e6);
  const auto psd = psd_of(noise(3.0, 400, 11), 2000.0);
  const auto multiple = scaled(psd, k);
  const BandSpectrum a = slice({psd, 5.0}, {20.0, 450.0});
  const BandSpectrum b = slice({multiple, 5.0}, {20.0, 450.0});
  CHECK_THAT(median_frequency(b), WithinRel(median_frequency(a), kRoundoff));
  CHECK_THAT(mean_frequency(spectral_moments(b)),
             WithinRel(mean_frequency(spectral_moments(a)), kRoundoff));
  CHECK_THAT(spectral_entropy(b), WithinRel(spectral_entropy(a), kRoundoff));
  CHECK_THAT(power_spectrum_ratio(b, 20.0), WithinRel(power_spectrum_ratio(a, 20.0), kRoundoff));
  CHECK_THAT(dimitrov_index(b), WithinRel(dimitrov_index(a), kRoundoff));
  CHECK_THAT(variance_of_central_frequency(b, spectral_moments(b)),
             WithinRel(variance_of_central_frequency(a, spectral_moments(a)), kRoundoff));
}

TEST_CASE("no bin or no power gives NaN", "[features][spectral]") {
  const std::size_t count = GENERATE(0U, 1U, 20U);
  const std::vector<double> psd(count, 0.0);
  const BandSpectrum bins{psd, 1, 1.0};
  const SpectralMoments moments = spectral_moments(bins);
  CHECK(std::isnan(mean_frequency(moments)));
  CHECK(std::isnan(median_frequency(bins)));
  CHECK(std::isnan(peak_frequency(bins)));
  CHECK(std::isnan(variance_of_central_frequency(bins, moments)));
  CHECK(std::isnan(spectral_entropy(bins)));
  CHECK(std::isnan(power_spectrum_ratio(bins, 20.0)));
  CHECK(std::isnan(frequency_ratio(bins, bins)));
  CHECK(std::isnan(dimitrov_index(bins)));
}

TEST_CASE("a spectrum of one bin has a median inside it and no entropy", "[features][spectral]") {
  const std::vector<double> one{2.0};
  const BandSpectrum bins{one, 5, 10.0};
  CHECK(median_frequency(bins) == 50.0);
  CHECK(peak_frequency(bins) == 50.0);
  CHECK(variance_of_central_frequency(bins, spectral_moments(bins)) == 0.0);
  CHECK(std::isnan(spectral_entropy(bins)));
}
