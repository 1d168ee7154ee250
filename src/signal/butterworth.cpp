// SPDX-License-Identifier: Apache-2.0
#include "signal/butterworth.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/error.hpp"

namespace calfemg::signal {
namespace {

using Complex = std::complex<double>;

constexpr int kHighestOrder = 10;

// Angular frequency of the analogue filter that the bilinear transform z = (2 + s) / (2 - s) maps
// to `frequency`.
double prewarped(core::Hertz frequency, core::Hertz rate) {
  return 2.0 * std::tan(std::numbers::pi * (frequency / rate));
}

Complex bilinear(Complex s) {
  return (2.0 + s) / (2.0 - s);
}

// Both poles that the band-pass transform s -> (s^2 + w0^2) / (s bandwidth) makes of one.
std::array<Complex, 2> bandpass_poles(Complex prototype, double w_low, double w_high) {
  const Complex half = prototype * ((w_high - w_low) / 2.0);
  const Complex root = std::sqrt(half * half - w_low * w_high);
  return {half + root, half - root};
}

// Zeros at 0 Hz and at half the sampling rate, gain 1 at the centre.
BiquadCoefficients section(Complex pole_a, Complex pole_b, Complex centre_z) {
  BiquadCoefficients c;
  c.a1 = -(pole_a + pole_b).real();
  c.a2 = (pole_a * pole_b).real();
  const Complex z1 = 1.0 / centre_z;
  const Complex numerator = 1.0 - z1 * z1;
  const Complex denominator = 1.0 + c.a1 * z1 + c.a2 * z1 * z1;
  const double gain = std::abs(denominator / numerator);
  c.b0 = gain;
  c.b1 = 0.0;
  c.b2 = -gain;
  return c;
}

}  // namespace

std::vector<BiquadCoefficients> design_bandpass(int order,
                                                core::Hertz low,
                                                core::Hertz high,
                                                core::Hertz rate) {
  if (order < 1 || order > kHighestOrder)
    throw core::ConfigError("signal.order", "must lie between 1 and 10");
  if (!(low > core::Hertz(0.0) && low < high && high < rate / 2.0)) {
    throw core::ConfigError("signal.highpass_hz",
                            "the band must lie between 0 and half the sampling rate");
  }
  const double w_low = prewarped(low, rate);
  const double w_high = prewarped(high, rate);
  const Complex centre_z = bilinear(Complex(0.0, std::sqrt(w_low * w_high)));

  std::vector<BiquadCoefficients> sections;
  for (int k = 0; k < order / 2; ++k) {
    const double angle = std::numbers::pi * (2.0 * k + 1.0 + order) / (2.0 * order);
    for (const Complex pole : bandpass_poles(std::polar(1.0, angle), w_low, w_high)) {
      const Complex z = bilinear(pole);
      sections.push_back(section(z, std::conj(z), centre_z));
    }
  }
  if (order % 2 == 1) {
    const auto pair = bandpass_poles(Complex(-1.0, 0.0), w_low, w_high);
    sections.push_back(section(bilinear(pair[0]), bilinear(pair[1]), centre_z));
  }
  return sections;
}

}  // namespace calfemg::signal
