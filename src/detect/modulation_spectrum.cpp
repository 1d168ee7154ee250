// SPDX-License-Identifier: Apache-2.0
#include "detect/modulation_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <span>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kSegmentS = 8.0;  // 0.125 Hz

/// |DFT|^2 at `turns` turns over the segment, under a Hann window.
double segment_power(std::span<const double> segment, double mean_value, double turns) {
  const auto size = static_cast<double>(segment.size());
  std::complex<double> transform = 0.0;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const double place = (static_cast<double>(i) + 0.5) / size;
    const double window = std::sin(std::numbers::pi * place);  // squared: Hann
    const double angle = -2.0 * std::numbers::pi * turns * static_cast<double>(i) / size;
    transform += window * window * (segment[i] - mean_value) * std::polar(1.0, angle);
  }
  return std::norm(transform);
}

}  // namespace

double ModulationSpectrum::mean(const FrequencyBand& band) const {
  double sum = 0.0;
  double count = 0.0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (frequency_hz[k] < band.low_hz || frequency_hz[k] > band.high_hz) continue;
    sum += power[k];
    count += 1.0;
  }
  return count > 0.0 ? sum / count : core::kMissing;
}

double ModulationSpectrum::highest(const FrequencyBand& band) const {
  double value = 0.0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (frequency_hz[k] >= band.low_hz && frequency_hz[k] <= band.high_hz)
      value = std::max(value, power[k]);
  }
  return value;
}

ModulationSpectrum modulation_spectrum(const std::vector<double>& values,
                                       double step_s,
                                       const FrequencyBand& whole) {
  const std::size_t size = std::min(values.size(), steps_in(kSegmentS, step_s, 1));
  const std::size_t hop = std::max<std::size_t>(1, size / 2);
  const double segment_s = static_cast<double>(size) * step_s;
  const double mean_value = median(values);
  const auto first = static_cast<int>(std::ceil(whole.low_hz * segment_s));
  const auto last = static_cast<int>(std::floor(whole.high_hz * segment_s));
  ModulationSpectrum spectrum;
  for (int turns = first; turns <= last; ++turns) {
    double sum = 0.0;
    for (std::size_t begin = 0; begin + size <= values.size(); begin += hop)
      sum += segment_power({values.data() + begin, size}, mean_value, turns);
    spectrum.frequency_hz.push_back(turns / segment_s);
    spectrum.power.push_back(sum);
  }
  return spectrum;
}

}  // namespace calfemg::detect
