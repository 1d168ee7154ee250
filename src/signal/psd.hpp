// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "signal/real_fft.hpp"

namespace calfemg::signal {

/// Power spectral density of one frame: mean removed, periodic Hann window, one-sided, uV^2/Hz.
///   psd[k] = g |X[k]|^2 / (rate * sum w^2),  g = 2 but 1 at 0 Hz and at half the rate
/// so that sum(psd) * bin_width is the variance of the windowed frame, and on average that of the
/// signal (Parseval). The same numbers as scipy.signal.periodogram(x, rate, 'hann').
class Psd {
 public:
  /// @param length  samples of a frame, at least 2
  Psd(std::size_t length, core::Hertz rate);

  [[nodiscard]] std::size_t bins() const { return psd_.size(); }

  [[nodiscard]] core::Hertz bin_width() const { return bin_width_; }

  /// @param frame_uv  `length` values without NaN
  /// @return psd[k] at k * bin_width(); valid until the next call
  [[nodiscard]] std::span<const double> of(std::span<const double> frame_uv);

 private:
  RealFft fft_;
  std::vector<double> window_;
  std::vector<double> psd_;
  core::Hertz bin_width_;
  double scale_ = 1.0;
};

}  // namespace calfemg::signal
