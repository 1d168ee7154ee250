// SPDX-License-Identifier: Apache-2.0
#include "features/spectral.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include "core/expects.hpp"
#include "core/recording.hpp"

namespace calfemg::features {
namespace {

using core::kMissing;

constexpr double kEdgeTolerance = 1e-9;  // of a bin: k * bin_width_hz is rounded

using Density = Eigen::Map<const Eigen::ArrayXd>;

Density as_array(const BandSpectrum& bins) {
  return {bins.psd.data(), static_cast<Eigen::Index>(bins.psd.size())};
}

// Lazy: no memory is taken.
auto frequencies(const BandSpectrum& bins) {
  return Eigen::ArrayXd::LinSpaced(static_cast<Eigen::Index>(bins.psd.size()),
                                   bins.frequency_hz(0),
                                   bins.frequency_hz(bins.psd.size() - 1));
}

double ratio(double numerator, double denominator) {
  return denominator > 0.0 ? numerator / denominator : kMissing;
}

bool has_power(const BandSpectrum& bins) {
  return !bins.psd.empty() && as_array(bins).sum() > 0.0;
}

}  // namespace

SpectralMoments spectral_moments(const BandSpectrum& bins) {
  if (bins.psd.empty()) return {kMissing, kMissing, kMissing, kMissing};
  SpectralMoments sums;
  for (std::size_t i = 0; i < bins.psd.size(); ++i) {
    const double f = bins.frequency_hz(i);
    const double p = bins.psd[i];
    sums.sm0 += p;
    sums.sm1 += p * f;
    sums.sm2 += p * f * f;
    sums.sm3 += p * f * f * f;
  }
  const double df = bins.bin_width_hz;
  return {sums.sm0 * df, sums.sm1 * df, sums.sm2 * df, sums.sm3 * df};
}

double mean_frequency(const SpectralMoments& moments) {
  return ratio(moments.sm1, moments.sm0);
}

double median_frequency(const BandSpectrum& bins) {
  if (!has_power(bins)) return kMissing;
  double missing_to_half = 0.5 * as_array(bins).sum();
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
  if (!has_power(bins)) return kMissing;
  const auto peak = std::max_element(bins.psd.begin(), bins.psd.end());
  return bins.frequency_hz(static_cast<std::size_t>(peak - bins.psd.begin()));
}

double variance_of_central_frequency(const BandSpectrum& bins, const SpectralMoments& moments) {
  if (!has_power(bins)) return kMissing;
  const auto distance = frequencies(bins) - mean_frequency(moments);
  return (distance.square() * as_array(bins)).sum() / as_array(bins).sum();
}

double spectral_entropy(const BandSpectrum& bins) {
  if (bins.psd.size() < 2 || !has_power(bins)) return kMissing;
  const double total = as_array(bins).sum();
  double entropy = 0.0;
  for (const double density : bins.psd) {
    const double p = density / total;
    if (p > 0.0) entropy -= p * std::log(p);
  }
  return entropy / std::log(static_cast<double>(bins.psd.size()));
}

double frequency_ratio(const BandSpectrum& low, const BandSpectrum& high) {
  return ratio(power_uv2(low), power_uv2(high));
}

double power_spectrum_ratio(const BandSpectrum& bins, double half_width_hz) {
  if (!has_power(bins)) return kMissing;
  const double peak_hz = peak_frequency(bins);
  const double reach_hz = half_width_hz + kEdgeTolerance * bins.bin_width_hz;
  double near_peak = 0.0;
  for (std::size_t i = 0; i < bins.psd.size(); ++i) {
    if (std::abs(bins.frequency_hz(i) - peak_hz) <= reach_hz) near_peak += bins.psd[i];
  }
  return near_peak / as_array(bins).sum();
}

double dimitrov_index(const BandSpectrum& bins) {
  if (!has_power(bins)) return kMissing;
  CALFEMG_EXPECTS(bins.first_bin > 0);
  double low_weighted = 0.0;
  double high_weighted = 0.0;
  for (std::size_t i = 0; i < bins.psd.size(); ++i) {
    const double f = bins.frequency_hz(i);
    const double f2 = f * f;
    low_weighted += bins.psd[i] / f;
    high_weighted += bins.psd[i] * f2 * f2 * f;
  }
  return ratio(low_weighted, high_weighted);
}

}  // namespace calfemg::features
