// SPDX-License-Identifier: Apache-2.0
#include "features/quality_indices.hpp"

#include <cmath>
#include <vector>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;

namespace {

constexpr double kRoundoff = 1e-10;

// 1-Hz bins up to 600 Hz: `level` everywhere, `raised` from 60 to below 160 Hz.
std::vector<double> plateau(double level, double raised) {
  std::vector<double> psd(601, level);
  std::fill(psd.begin() + 60, psd.begin() + 160, raised);
  return psd;
}

BandSpectrum from(const std::vector<double>& psd, double low_hz) {
  return slice({psd, 1.0}, {low_hz, 600.0});
}

}  // namespace

TEST_CASE("white noise has 0 dB of signal to noise and of drop", "[features][quality_indices]") {
  const auto psd = plateau(0.01, 0.01);
  CHECK_THAT(signal_to_noise(from(psd, 20.0)), WithinAbs(0.0, kRoundoff));
  CHECK_THAT(density_drop(density_extremes(from(psd, 35.0))), WithinAbs(0.0, kRoundoff));
}

TEST_CASE("signal to noise compares the mean density with that of the top fifth",
          "[features][quality_indices]") {
  const auto psd = plateau(1.0, 59.0);  // 580 bins from 20 Hz: (480 + 100 * 59) / 580 = 11
  CHECK_THAT(signal_to_noise(from(psd, 20.0)), WithinRel(10.0 * std::log10(11.0), kRoundoff));
}

TEST_CASE("the drop in density is that of means of 13 bins", "[features][quality_indices]") {
  const DensityExtremes extremes = density_extremes(from(plateau(0.02, 2.0), 35.0));
  CHECK_THAT(extremes.highest, WithinRel(2.0, kRoundoff));
  CHECK_THAT(extremes.lowest, WithinRel(0.02, kRoundoff));
  CHECK(extremes.highest_at_hz >= 66.0);
  CHECK(extremes.highest_at_hz <= 153.0);
  CHECK_THAT(density_drop(extremes), WithinRel(20.0, kRoundoff));

  auto spike = plateau(1.0, 1.0);
  spike[300] = 14.0;  // (12 + 14) / 13 = 2
  CHECK_THAT(density_extremes(from(spike, 35.0)).highest, WithinRel(2.0, kRoundoff));
}

TEST_CASE("power below 20 Hz above the line is motion", "[features][quality_indices]") {
  auto psd = plateau(0.0, 1.0);
  const DensityExtremes extremes = density_extremes(from(psd, 35.0));
  CHECK(std::isnan(signal_to_motion(from(psd, 0.5), extremes)));  // nothing to compare with
  psd[2] = 0.5;
  psd[15] = 1e-3;  // below the line, which is at 15 Hz above 0.09
  psd[25] = 9.0;   // not below 20 Hz
  CHECK_THAT(signal_to_motion(from(psd, 0.5), extremes),
             WithinRel(10.0 * std::log10((100.0 + 0.5 + 1e-3 + 9.0) / 0.5), kRoundoff));
}

TEST_CASE("deformation is 1 for a line and grows with power at both ends",
          "[features][quality_indices]") {
  std::vector<double> psd(601, 0.0);
  psd[100] = 1.0;
  CHECK_THAT(spectrum_deformation(from(psd, 0.5)), WithinRel(1.0, kRoundoff));
  psd[5] = 1.0;
  const double with_motion = spectrum_deformation(from(psd, 0.5));
  CHECK_THAT(with_motion, WithinRel(std::sqrt(10025.0 / 2.0) / 52.5, kRoundoff));
  psd[590] = 1.0;
  CHECK(spectrum_deformation(from(psd, 0.5)) > with_motion);
}

TEST_CASE("quality indices do not depend on the gain", "[features][quality_indices]") {
  const auto psd = psd_of(noise(3.0, 1000, 5), 2000.0);
  const auto loud = scaled(psd, 1e4);
  const Spectrum a{psd, 2.0};
  const Spectrum b{loud, 2.0};
  const auto dense = [](const Spectrum& s) { return density_extremes(slice(s, {35.0, 600.0})); };
  CHECK_THAT(signal_to_noise(slice(b, {20.0, 600.0})),
             WithinAbs(signal_to_noise(slice(a, {20.0, 600.0})), kRoundoff));
  CHECK_THAT(density_drop(dense(b)), WithinAbs(density_drop(dense(a)), kRoundoff));
  CHECK_THAT(signal_to_motion(slice(b, {1.0, 600.0}), dense(b)),
             WithinAbs(signal_to_motion(slice(a, {1.0, 600.0}), dense(a)), kRoundoff));
  CHECK_THAT(spectrum_deformation(slice(b, {1.0, 600.0})),
             WithinRel(spectrum_deformation(slice(a, {1.0, 600.0})), kRoundoff));
}

TEST_CASE("too few bins or no power gives NaN, never infinity", "[features][quality_indices]") {
  const std::vector<double> few(12, 1.0);
  CHECK(std::isnan(density_drop(density_extremes(slice({few, 50.0}, {0.0, 600.0})))));
  const std::vector<double> four(4, 1.0);
  CHECK(std::isnan(signal_to_noise(slice({four, 100.0}, {0.0, 600.0}))));

  const std::vector<double> zeros(601, 0.0);
  CHECK(std::isnan(signal_to_noise(from(zeros, 20.0))));
  CHECK(std::isnan(density_drop(density_extremes(from(zeros, 35.0)))));
  CHECK(std::isnan(signal_to_motion(from(zeros, 1.0), density_extremes(from(zeros, 35.0)))));
  CHECK(std::isnan(spectrum_deformation(from(zeros, 1.0))));

  const auto silent_top = plateau(0.0, 1.0);  // a noise of 0 would make SNR and DPR infinite
  CHECK(std::isnan(signal_to_noise(from(silent_top, 20.0))));
  CHECK(std::isnan(density_drop(density_extremes(from(silent_top, 35.0)))));
}
