// SPDX-License-Identifier: Apache-2.0
#include "features/quality_indices.hpp"

#include <cmath>

#include <Eigen/Core>

#include "core/recording.hpp"
#include "features/frame_kernels.hpp"
#include "features/spectral.hpp"

namespace calfemg::features {
namespace {

using core::kMissing;

constexpr double kDecibels = 10.0;  // of a ratio of powers

Eigen::Map<const Eigen::ArrayXd> as_array(std::span<const double> psd) {
  return {psd.data(), static_cast<Eigen::Index>(psd.size())};
}

double decibels(double numerator, double denominator) {
  if (!(numerator > 0.0 && denominator > 0.0)) return kMissing;
  return kDecibels * std::log10(numerator / denominator);
}

}  // namespace

DensityExtremes density_extremes(const BandSpectrum& bins) {
  if (bins.psd.size() < kDensityBins) return {kMissing, kMissing, kMissing};
  const BoxExtremes boxes =
      frame_kernels().box_extremes(bins.psd.data(), bins.psd.size(), kDensityBins);
  constexpr auto kWidth = static_cast<double>(kDensityBins);
  return {boxes.largest / kWidth,
          bins.frequency_hz(boxes.largest_at + kDensityBins / 2),
          boxes.smallest / kWidth};
}

double signal_to_noise(const BandSpectrum& bins) {
  const std::size_t noise_bins = bins.psd.size() / kPartsOfBand;
  if (noise_bins == 0) return kMissing;
  return decibels(as_array(bins.psd).mean(), as_array(bins.psd.last(noise_bins)).mean());
}

double signal_to_motion(const BandSpectrum& bins, const DensityExtremes& extremes) {
  if (bins.psd.empty()) return kMissing;
  const double slope = extremes.highest / extremes.highest_at_hz;
  double motion = 0.0;
  for (std::size_t i = 0; i < bins.psd.size() && bins.frequency_hz(i) < kMotionTopHz; ++i) {
    if (bins.psd[i] > slope * bins.frequency_hz(i)) motion += bins.psd[i];
  }
  return decibels(as_array(bins.psd).sum(), motion);
}

double density_drop(const DensityExtremes& extremes) {
  return decibels(extremes.highest, extremes.lowest);
}

double spectrum_deformation(const BandSpectrum& bins) {
  const SpectralMoments moments = spectral_moments(bins);
  if (!(moments.sm0 > 0.0 && moments.sm1 > 0.0)) return kMissing;
  return std::sqrt(moments.sm2 / moments.sm0) / mean_frequency(moments);
}

}  // namespace calfemg::features
