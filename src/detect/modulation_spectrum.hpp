// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace calfemg::detect {

struct FrequencyBand {
  double low_hz;
  double high_hz;
};

/// How a level wavers: mean of |DFT|^2 over half-overlapping segments of at most 8 s under a Hann
/// window, one value for each multiple of 1 / segment length inside a band.
struct ModulationSpectrum {
  std::vector<double> frequency_hz;
  std::vector<double> power;

  /// Mean power in a band; NaN when no frequency lies in it.
  [[nodiscard]] double mean(const FrequencyBand& band) const;

  /// Highest power in a band, at least 0.
  [[nodiscard]] double highest(const FrequencyBand& band) const;
};

/// `values`: a level without gaps, one value each `step_s`.
[[nodiscard]] ModulationSpectrum modulation_spectrum(const std::vector<double>& values,
                                                     double step_s,
                                                     const FrequencyBand& whole);

}  // namespace calfemg::detect
