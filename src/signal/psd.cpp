// SPDX-License-Identifier: Apache-2.0
#include "signal/psd.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/expects.hpp"
#include "signal/lane_kernels.hpp"

namespace calfemg::signal {

namespace {

constexpr double kFaint = 1e-16;  // of the other's energy: rounding is 1e-16 of the amplitude

// At 0 Hz, and at half the rate, there is no second side.
void halve_ends(std::vector<double>& psd, std::size_t length) {
  psd.front() /= 2.0;
  if (length % 2 == 0) psd.back() /= 2.0;
}

// std::complex is an array of two doubles by the standard.
const double* numbers_of(std::span<const std::complex<double>> spectrum) {
  return reinterpret_cast<const double*>(spectrum.data());
}

}  // namespace

HannWindow::HannWindow(std::size_t length, core::Hertz rate)
    : values(length), bin_width(rate / static_cast<double>(length)) {
  double power = 0.0;
  for (std::size_t n = 0; n < length; ++n) {
    const double phase =
        2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(length);
    values[n] = 0.5 - 0.5 * std::cos(phase);
    power += values[n] * values[n];
  }
  scale = 1.0 / (rate.value() * power);
}

Psd::Psd(std::size_t length, core::Hertz rate)
    : fft_(length), window_(length, rate), psd_(fft_.bins()) {}

std::span<const double> Psd::of(std::span<const double> frame_uv) {
  CALFEMG_EXPECTS(frame_uv.size() == window_.values.size());
  const auto& kernels = lane_kernels();
  kernels.window(frame_uv.data(), window_.values.data(), fft_.input().data(), frame_uv.size());
  kernels.power(numbers_of(fft_.transform()), 2.0 * window_.scale, psd_.data(), psd_.size());
  halve_ends(psd_, frame_uv.size());
  return psd_;
}

PairPsd::PairPsd(std::size_t length, core::Hertz rate)
    : fft_(length),
      window_(length, rate),
      first_(length / 2 + 1),
      second_(length / 2 + 1),
      unused_(length / 2 + 1) {}

void PairPsd::transform(double* first, double* second) {
  lane_kernels().pair_power(
      numbers_of(fft_.transform()), fft_.input().size(), 2.0 * window_.scale, first, second);
}

// Rounding of a loud frame would drown a faint one; nothing at all stays nothing.
void PairPsd::transform_apart() {
  const auto input = fft_.input();
  const std::vector<std::complex<double>> both(input.begin(), input.end());
  std::transform(
      both.begin(), both.end(), input.begin(), [](std::complex<double> z) { return z.real(); });
  transform(first_.data(), unused_.data());
  std::transform(
      both.begin(), both.end(), input.begin(), [](std::complex<double> z) { return z.imag(); });
  transform(second_.data(), unused_.data());
}

PairPsd::Pair PairPsd::of(std::span<const double> first_uv, std::span<const double> second_uv) {
  const std::size_t length = window_.values.size();
  CALFEMG_EXPECTS(first_uv.size() == length && second_uv.size() == length);
  const SquareSums sums = lane_kernels().window_pair(first_uv.data(),
                                                     second_uv.data(),
                                                     window_.values.data(),
                                                     reinterpret_cast<double*>(fft_.input().data()),
                                                     length);
  if (!std::isfinite(sums.first + sums.second)) return {};
  const auto [fainter, louder] = std::minmax(sums.first, sums.second);
  if (fainter > kFaint * louder) {
    transform(first_.data(), second_.data());
  } else {
    transform_apart();
  }
  halve_ends(first_, length);
  halve_ends(second_, length);
  return {first_, second_};
}

}  // namespace calfemg::signal
