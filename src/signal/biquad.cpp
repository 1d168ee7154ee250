// SPDX-License-Identifier: Apache-2.0
#include "signal/biquad.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "core/error.hpp"

namespace calfemg::signal {
namespace {

// e^(-j w) for the frequency.
std::complex<double> delay_of_one(core::Hertz frequency, core::Hertz rate) {
  return std::polar(1.0, -2.0 * std::numbers::pi * (frequency / rate));
}

// Group delay of c0 + c1 z^-1 + c2 z^-2: Re(sum k c_k z^-k / sum c_k z^-k).
// At a zero on the unit circle the ratio has no value; the delay there is irrelevant and taken as
// 0.
double polynomial_delay(double c0, double c1, double c2, std::complex<double> z1) {
  const std::complex<double> z2 = z1 * z1;
  const std::complex<double> value = c0 + c1 * z1 + c2 * z2;
  constexpr double kOnAZero = 1e-12;
  if (std::abs(value) < kOnAZero) return 0.0;
  return ((c1 * z1 + 2.0 * c2 * z2) / value).real();
}

}  // namespace

BiquadCoefficients design_notch(core::Hertz centre, double q, core::Hertz rate) {
  if (!(centre > core::Hertz(0.0) && centre < rate / 2.0))
    throw core::ConfigError("signal.mains",
                            "a notch must lie between 0 and half the sampling rate");
  if (!(q > 0.0)) throw core::ConfigError("signal.notch_q", "must be above 0");

  const double w0 = 2.0 * std::numbers::pi * (centre / rate);  // rad/sample
  const double gain = 1.0 / (1.0 + std::tan(w0 / q / 2.0));
  BiquadCoefficients c;
  c.b0 = gain;
  c.b1 = -2.0 * std::cos(w0) * gain;
  c.b2 = gain;
  c.a1 = c.b1;
  c.a2 = 2.0 * gain - 1.0;
  return c;
}

BiquadCascade::BiquadCascade(std::vector<BiquadCoefficients> sections)
    : sections_(std::move(sections)), states_(sections_.size()) {}

double BiquadCascade::next(double sample) {
  double x = sample;
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const BiquadCoefficients& c = sections_[i];
    State& s = states_[i];
    const double y = c.b0 * x + s.z1;
    s.z1 = c.b1 * x - c.a1 * y + s.z2;
    s.z2 = c.b2 * x - c.a2 * y;
    x = y;
  }
  return x;
}

void BiquadCascade::process(std::span<double> samples) {
  for (double& x : samples)
    x = next(x);
}

void BiquadCascade::reset() {
  states_.assign(states_.size(), State{});
}

std::complex<double> response(std::span<const BiquadCoefficients> sections,
                              core::Hertz frequency,
                              core::Hertz rate) {
  const std::complex<double> z1 = delay_of_one(frequency, rate);
  const std::complex<double> z2 = z1 * z1;
  std::complex<double> value = 1.0;
  for (const auto& c : sections)
    value *= (c.b0 + c.b1 * z1 + c.b2 * z2) / (1.0 + c.a1 * z1 + c.a2 * z2);
  return value;
}

double group_delay_samples(std::span<const BiquadCoefficients> sections,
                           core::Hertz frequency,
                           core::Hertz rate) {
  const std::complex<double> z1 = delay_of_one(frequency, rate);
  double delay = 0.0;
  for (const auto& c : sections)
    delay += polynomial_delay(c.b0, c.b1, c.b2, z1) - polynomial_delay(1.0, c.a1, c.a2, z1);
  return delay;
}

}  // namespace calfemg::signal
