// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "signal/fft.hpp"

namespace calfemg::signal {

/// A periodic Hann window, and what makes a density of a squared transform.
struct HannWindow {
  HannWindow(std::size_t length, core::Hertz rate);

  std::vector<double> values;
  core::Hertz bin_width;
  double scale = 1.0;  ///< 1 / (rate * sum w^2)
};

/// Power spectral density of one frame: mean removed, periodic Hann window, one-sided, uV^2/Hz.
///   psd[k] = g |X[k]|^2 / (rate * sum w^2),  g = 2 but 1 at 0 Hz and at half the rate
/// so that sum(psd) * bin_width is the variance of the windowed frame, and on average that of the
/// signal (Parseval). The same numbers as scipy.signal.periodogram(x, rate, 'hann').
class Psd {
 public:
  /// @param length  samples of a frame, at least 2
  Psd(std::size_t length, core::Hertz rate);

  [[nodiscard]] std::size_t bins() const { return psd_.size(); }

  [[nodiscard]] core::Hertz bin_width() const { return window_.bin_width; }

  /// @param frame_uv  `length` values without NaN
  /// @return psd[k] at k * bin_width(); valid until the next call
  [[nodiscard]] std::span<const double> of(std::span<const double> frame_uv);

 private:
  RealFft fft_;
  HannWindow window_;
  std::vector<double> psd_;
};

/// Densities of two frames of one length, by one complex transform: half the cost. Each is what Psd
/// gives within rounding (1e-7 of its largest density where the other is 1e8 times as loud; 1e-15
/// where both are alike).
class PairPsd {
 public:
  struct Pair {
    std::span<const double> first;
    std::span<const double> second;
  };

  /// @param length  samples of a frame, at least 2
  PairPsd(std::size_t length, core::Hertz rate);

  [[nodiscard]] core::Hertz bin_width() const { return window_.bin_width; }

  /// @param first_uv, second_uv  `length` values each
  /// @return as Psd::of; two empty spans when a value is not finite. Valid until the next call.
  [[nodiscard]] Pair of(std::span<const double> first_uv, std::span<const double> second_uv);

 private:
  void transform(double* first, double* second);
  void transform_apart();

  ComplexFft fft_;
  HannWindow window_;
  std::vector<double> first_;
  std::vector<double> second_;
  std::vector<double> unused_;
};

}  // namespace calfemg::signal
