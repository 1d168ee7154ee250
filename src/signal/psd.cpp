// SPDX-License-Identifier: Apache-2.0
#include "signal/psd.hpp"

#include <cmath>
#include <numbers>

#include "core/expects.hpp"
#include "signal/lane_kernels.hpp"

namespace calfemg::signal {

Psd::Psd(std::size_t length, core::Hertz rate)
    : fft_(length),
      window_(length),
      psd_(fft_.bins()),
      bin_width_(rate / static_cast<double>(length)) {
  double power = 0.0;
  for (std::size_t n = 0; n < length; ++n) {
    const double phase =
        2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(length);
    window_[n] = 0.5 - 0.5 * std::cos(phase);
    power += window_[n] * window_[n];
  }
  scale_ = 1.0 / (rate.value() * power);
}

std::span<const double> Psd::of(std::span<const double> frame_uv) {
  CALFEMG_EXPECTS(frame_uv.size() == window_.size());
  const auto& kernels = lane_kernels();
  kernels.window(frame_uv.data(), window_.data(), fft_.input().data(), frame_uv.size());
  const auto spectrum = fft_.transform();
  // std::complex is an array of two doubles by the standard.
  kernels.power(
      reinterpret_cast<const double*>(spectrum.data()), 2.0 * scale_, psd_.data(), psd_.size());
  psd_.front() /= 2.0;
  if (window_.size() % 2 == 0) psd_.back() /= 2.0;
  return psd_;
}

}  // namespace calfemg::signal
