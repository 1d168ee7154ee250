// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace calfemg::features {

/// One-sided power density of a frame in uV^2/Hz; psd[k] sits at k * bin_width_hz.
struct Spectrum {
  std::span<const double> psd;
  double bin_width_hz = 0.0;
};

/// A band of frequencies, low_hz <= f < high_hz: bands that touch share no bin, so that their
/// powers add up.
struct Band {
  double low_hz = 0.0;
  double high_hz = 0.0;
};

/// The bins of a spectrum that lie in a band; may be empty.
struct BandSpectrum {
  std::span<const double> psd;
  std::size_t first_bin = 0;
  double bin_width_hz = 0.0;

  [[nodiscard]] double frequency_hz(std::size_t index) const {
    return static_cast<double>(first_bin + index) * bin_width_hz;
  }
};

/// The bins with band.low_hz <= f < band.high_hz, as far as the spectrum goes. A bin that misses an
/// edge by less than 1e-9 of a bin counts as on it: k * bin_width_hz is rounded.
[[nodiscard]] BandSpectrum slice(const Spectrum& spectrum, Band band);

/// Power in uV^2: sum of psd * bin_width. Without the square root it compares with a variance: over
/// all bins of a whole frame both are the same number (Parseval). NaN when no bin lies in the band.
[[nodiscard]] double power_uv2(const BandSpectrum& bins);

}  // namespace calfemg::features
