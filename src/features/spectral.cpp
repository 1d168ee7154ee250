// SPDX-License-Identifier: Apache-2.0
#include "features/spectral.hpp"

#include <algorithm>
#include <cmath>

#include "core/expects.hpp"
#include "core/recording.hpp"
#include "features/frame_kernels.hpp"

namespace calfemg::features {
namespace {

using core::kMissing;

constexpr double kEdgeTolerance = 1e-9;  // of a bin: k * bin_width_hz is rounded

double ratio(double numerator, double denominator) {
  return denominator > 0.0 ? numerator / denominator : kMissing;
}

double sum_of(const BandSpectrum& bins) {
  return frame_kernels().sum(bins.psd.data(), bins.psd.size());
}

// NaN when there is none: every comparison with it fails.
double sum_if_any(const BandSpectrum& bins) {
  const double sum = bins.psd.empty() ? 0.0 : sum_of(bins);
  return sum > 0.0 ? sum : kMissing;
}

Bins places_of(const BandSpectrum& bins) {
  return {static_cast<double>(bins.first_bin), bins.bin_width_hz};
}

std::size_t peak_bin(const BandSpectrum& bins) {
  const double largest = frame_kernels().largest(bins.psd.data(), bins.psd.size());
  const auto peak = std::find_if(
      bins.psd.begin(), bins.psd.end(), [largest](double density) { return density >= largest; });
  return static_cast<std::size_t>(peak - bins.psd.begin());
}

}  // namespace

SpectralMoments spectral_moments(const BandSpectrum& bins) {
  if (bins.psd.empty()) return {kMissing, kMissing, kMissing, kMissing};
  const SpectralSums sums =
      frame_kernels().spectral_sums(bins.psd.data(), bins.psd.size(), places_of(bins));
  const double df = bins.bin_width_hz;
  return {sums.of_1 * df, sums.of_f * df, sums.of_f2 * df, sums.of_f3 * df};
}

double mean_frequency(const SpectralMoments& moments) {
  return ratio(moments.sm1, moments.sm0);
}

double median_frequency(const BandSpectrum& bins) {
  double missing_to_half = 0.5 * sum_if_any(bins);
  if (std::isnan(missing_to_half)) return kMissing;
  for (std::size_t i = 0; i < bins.psd.size(); ++i) {
    if (bins.psd[i] >= missing_to_half && bins.psd[i] > 0.0) {
      const double inside = missing_to_half / bins.psd[i];
      return bins.frequency_hz(i) + (inside - 0.5) * bins.bin_width_hz;
    }
    missing_to_half -= bins.psd[i];
  }
  return kMissing;
}

double peak_frequency(const BandSpectrum& bins) {
  if (std::isnan(sum_if_any(bins))) return kMissing;
  return bins.frequency_hz(peak_bin(bins));
}

double variance_of_central_frequency(const BandSpectrum& bins, const SpectralMoments& moments) {
  const double total = sum_if_any(bins);
  if (std::isnan(total)) return kMissing;
  const double squares = frame_kernels().spread(
      bins.psd.data(), bins.psd.size(), places_of(bins), mean_frequency(moments));
  return squares / total;
}

double spectral_entropy(const BandSpectrum& bins) {
  const double total = sum_if_any(bins);
  if (bins.psd.size() < 2 || std::isnan(total)) return kMissing;
  const double sum = frame_kernels().entropy_sum(bins.psd.data(), bins.psd.size(), total);
  return -sum / std::log(static_cast<double>(bins.psd.size()));
}

double frequency_ratio(const BandSpectrum& low, const BandSpectrum& high) {
  return ratio(power_uv2(low), power_uv2(high));
}

double power_spectrum_ratio(const BandSpectrum& bins, double half_width_hz) {
  const double total = sum_if_any(bins);
  if (std::isnan(total)) return kMissing;
  const std::size_t peak = peak_bin(bins);
  const auto reach =
      static_cast<std::size_t>(std::floor(half_width_hz / bins.bin_width_hz + kEdgeTolerance));
  const std::size_t begin = peak - std::min(peak, reach);
  const std::size_t end = std::min(bins.psd.size(), peak + reach + 1);
  return frame_kernels().sum(bins.psd.data() + begin, end - begin) / total;
}

double dimitrov_index(const BandSpectrum& bins) {
  if (std::isnan(sum_if_any(bins))) return kMissing;
  CALFEMG_EXPECTS(bins.first_bin > 0);
  const DimitrovSums sums =
      frame_kernels().dimitrov_sums(bins.psd.data(), bins.psd.size(), places_of(bins));
  return ratio(sums.of_inverse_f, sums.of_f5);
}

}  // namespace calfemg::features
