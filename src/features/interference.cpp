// SPDX-License-Identifier: Apache-2.0
#include "features/interference.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/recording.hpp"
#include "features/spectrum.hpp"

namespace calfemg::features {
namespace {

constexpr double kEndIncluded = 1e-6;  // of a bin: a band leaves out its upper end

double power_or_zero(const BandSpectrum& bins) {
  return bins.psd.empty() ? 0.0 : power_uv2(bins);
}

// What a harmonic adds to its surroundings; below 0 when it is less than they are.
double excess_uv2(const Spectrum& raw, double harmonic_hz) {
  const double df = raw.bin_width_hz;
  const double inner = std::max(kMainsHalfWidthHz, kMainsHalfWidthBins * df);
  const double outer = inner + std::max(kMainsBackgroundHz, kMainsBackgroundBins * df);
  const double from_hz = 0.5 * df;  // the mean at 0 Hz is no background
  const double end_included = kEndIncluded * df;
  const double left_hz = std::max(from_hz, harmonic_hz - inner);
  const double right_hz = harmonic_hz + inner + end_included;
  const auto centre = slice(raw, {left_hz, right_hz});
  const auto left = slice(raw, {std::max(from_hz, harmonic_hz - outer), left_hz});
  const auto right = slice(raw, {right_hz, harmonic_hz + outer + end_included});
  const std::size_t around = left.psd.size() + right.psd.size();
  if (around == 0 || centre.psd.empty()) return 0.0;
  const double per_bin = (power_or_zero(left) + power_or_zero(right)) / static_cast<double>(around);
  return power_or_zero(centre) - per_bin * static_cast<double>(centre.psd.size());
}

double mains_power_uv2(const Spectrum& raw, const std::vector<double>& harmonics_hz, Band within) {
  double power = 0.0;
  for (const double harmonic_hz : harmonics_hz) {
    if (harmonic_hz >= within.low_hz && harmonic_hz < within.high_hz)
      power += excess_uv2(raw, harmonic_hz);
  }
  return std::max(0.0, power);
}

}  // namespace

double mains_rms_uv(std::span<const double> raw_psd,
                    double bin_width_hz,
                    const core::ChannelConditions& conditions) {
  const Spectrum raw{raw_psd, bin_width_hz};
  const double top_hz = static_cast<double>(raw_psd.size()) * bin_width_hz;
  return std::sqrt(mains_power_uv2(raw, conditions.notches_hz, {0.0, top_hz}));
}

double low_frequency_rms_uv(std::span<const double> raw_psd, double bin_width_hz, double below_hz) {
  const Spectrum raw{raw_psd, bin_width_hz};
  return std::sqrt(power_or_zero(slice(raw, {0.5 * bin_width_hz, below_hz})));
}

double mains_share(std::span<const double> raw_psd,
                   double bin_width_hz,
                   const core::ChannelConditions& conditions) {
  const Spectrum raw{raw_psd, bin_width_hz};
  const Band band{conditions.band.low_hz, conditions.band.high_hz};
  const double total = power_or_zero(slice(raw, band));
  if (!(total > 0.0)) return core::kMissing;
  return std::min(1.0, mains_power_uv2(raw, conditions.notches_hz, band) / total);
}

}  // namespace calfemg::features
