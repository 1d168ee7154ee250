// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "features/feature_extractor.hpp"

// Frames with known answers, and a spectrum that does not come from the program under test.
namespace calfemg::test {

struct SineWave {
  double amplitude_uv = 1.0;
  double frequency_hz = 100.0;
  double phase = 0.3;  // away from 0: no sample falls on a zero
};

inline std::vector<double> sine(SineWave wave, double rate_hz, std::size_t count) {
  std::vector<double> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / rate_hz;
    x[i] =
        wave.amplitude_uv * std::sin(2.0 * std::numbers::pi * wave.frequency_hz * t + wave.phase);
  }
  return x;
}

inline std::vector<double> noise(double sigma_uv, std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> gaussian(0.0, sigma_uv);
  std::vector<double> x(count);
  for (double& value : x)
    value = gaussian(generator);
  return x;
}

inline std::vector<double> sum(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] += b[i];
  return a;
}

inline std::vector<double> scaled(std::vector<double> x, double factor) {
  for (double& value : x)
    value *= factor;
  return x;
}

/// One-sided Hann periodogram without the mean, by the plain sum over all samples.
inline std::vector<double> psd_of(const std::vector<double>& x, double rate_hz) {
  const std::size_t n = x.size();
  const auto length = static_cast<double>(n);
  double mean = 0.0;
  for (const double value : x)
    mean += value / length;
  std::vector<std::complex<double>> turn(n);
  std::vector<double> windowed(n);
  double window_power = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / length;
    turn[i] = std::polar(1.0, -angle);
    const double w = 0.5 - 0.5 * std::cos(angle);
    windowed[i] = w * (x[i] - mean);
    window_power += w * w;
  }
  std::vector<double> psd(n / 2 + 1);
  for (std::size_t k = 0; k < psd.size(); ++k) {
    std::complex<double> line = 0.0;
    for (std::size_t i = 0; i < n; ++i)
      line += windowed[i] * turn[k * i % n];
    const double sides = k == 0 || 2 * k == n ? 1.0 : 2.0;
    psd[k] = sides * std::norm(line) / (rate_hz * window_power);
  }
  return psd;
}

inline core::ChannelConditions conditions(double low_hz, double high_hz) {
  core::ChannelConditions c;
  c.band = {low_hz, high_hz, ""};
  c.noise_uv = 1.0;
  return c;
}

/// A frame with its spectra; the raw one is the same signal unless it is given.
struct TestFrame {
  TestFrame(const std::vector<double>& clean_uv, double rate)
      : TestFrame(clean_uv, clean_uv, rate) {}

  TestFrame(std::vector<double> clean_uv, std::vector<double> raw_uv, double rate)
      : clean(std::move(clean_uv)),
        raw(std::move(raw_uv)),
        clean_psd(psd_of(clean, rate)),
        raw_psd(psd_of(raw, rate)),
        rate_hz(rate) {}

  [[nodiscard]] features::FrameInput input() const {
    return {clean, raw, clean_psd, raw_psd, rate_hz / static_cast<double>(clean.size())};
  }

  std::vector<double> clean;
  std::vector<double> raw;
  std::vector<double> clean_psd;
  std::vector<double> raw_psd;
  double rate_hz;
};

/// One row with access by name.
class Row {
 public:
  Row(const features::FrameInput& frame,
      double rate_hz,
      const core::ChannelConditions& c,
      const features::FeatureOptions& options = {})
      : columns_(features::feature_columns(options)), cells_(columns_.size()) {
    features::FeatureExtractor extractor(core::Hertz(rate_hz), c, options);
    extractor.extract(frame, cells_);
    reasons_ = extractor.missing_because();
  }

  [[nodiscard]] double operator[](const std::string& name) const {
    return static_cast<double>(cells_.at(index(name)));
  }

  [[nodiscard]] const std::string& reason(const std::string& name) const {
    return reasons_.at(index(name));
  }

  [[nodiscard]] const std::vector<float>& cells() const { return cells_; }

 private:
  [[nodiscard]] std::size_t index(const std::string& name) const {
    std::size_t i = 0;
    while (i < columns_.size() && columns_[i].name != name)
      ++i;
    return i;
  }

  std::vector<core::FeatureColumn> columns_;
  std::vector<float> cells_;
  std::vector<std::string> reasons_;
};

}  // namespace calfemg::test
