// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <span>
#include <vector>

namespace calfemg::test {

inline std::vector<double> sine(double amplitude, double f_hz, double rate_hz, std::size_t count) {
  std::vector<double> x(count);
  for (std::size_t n = 0; n < count; ++n) {
    x[n] = amplitude *
           std::sin(2.0 * std::numbers::pi * f_hz / rate_hz * static_cast<double>(n) + 0.3);
  }
  return x;
}

/// White Gaussian noise by Box-Muller on mt19937_64, so that every library makes the same numbers.
inline std::vector<double> noise(double sd, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto uniform = [&random] { return (static_cast<double>(random() >> 11U) + 0.5) / 0x1p53; };
  std::vector<double> x(count);
  for (double& value : x) {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    value = sd * radius * std::cos(2.0 * std::numbers::pi * uniform());
  }
  return x;
}

inline double rms(std::span<const double> x) {
  double sum = 0.0;
  for (const double v : x)
    sum += v * v;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

/// Calls push with the pieces of x, `chunk` values each.
template <class Push>
void in_pieces(std::span<const double> x, std::size_t chunk, Push&& push) {
  for (std::size_t at = 0; at < x.size(); at += chunk)
    push(x.subspan(at, std::min(chunk, x.size() - at)));
}

}  // namespace calfemg::test
