// SPDX-License-Identifier: Apache-2.0
#include "signal/psd.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "core/expects.hpp"

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
  const double mean =
      std::accumulate(frame_uv.begin(), frame_uv.end(), 0.0) / static_cast<double>(frame_uv.size());
  const auto input = fft_.input();
  for (std::size_t n = 0; n < input.size(); ++n)
    input[n] = window_[n] * (frame_uv[n] - mean);

  const auto spectrum = fft_.transform();
  for (std::size_t k = 0; k < psd_.size(); ++k)
    psd_[k] = 2.0 * scale_ * std::norm(spectrum[k]);
  psd_.front() /= 2.0;
  if (window_.size() % 2 == 0) psd_.back() /= 2.0;
  return psd_;
}

}  // namespace calfemg::signal
