// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

namespace calfemg::core {

/// A double with a unit. Same-unit arithmetic only: adding volts to seconds does not compile.
/// Bulk samples stay plain doubles in microvolts (FFTW and Eigen need them).
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() = default;

  constexpr explicit Quantity(double value) : value_(value) {}

  [[nodiscard]] constexpr double value() const { return value_; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) {
    return Quantity(a.value_ + b.value_);
  }

  friend constexpr Quantity operator-(Quantity a, Quantity b) {
    return Quantity(a.value_ - b.value_);
  }

  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value_ * k); }

  friend constexpr Quantity operator*(double k, Quantity a) { return a * k; }

  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value_ / k); }

  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  double value_ = 0.0;
};

using Seconds = Quantity<struct SecondsUnit>;
using Hertz = Quantity<struct HertzUnit>;
using Microvolts = Quantity<struct MicrovoltsUnit>;

namespace literals {
constexpr Seconds operator""_s(long double v) {
  return Seconds(static_cast<double>(v));
}

constexpr Hertz operator""_hz(long double v) {
  return Hertz(static_cast<double>(v));
}

constexpr Microvolts operator""_uv(long double v) {
  return Microvolts(static_cast<double>(v));
}
}  // namespace literals

}  // namespace calfemg::core
