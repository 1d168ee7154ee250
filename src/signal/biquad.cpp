// SPDX-License-Identifier: Apache-2.0
#include "signal/biquad.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/expects.hpp"

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

BiquadLanes::BiquadLanes(std::span<const std::vector<BiquadCoefficients>> channels) {
  CALFEMG_EXPECTS(!channels.empty() && channels.size() <= kLanes);
  for (const auto& channel : channels)
    sections_.resize(std::max(sections_.size(), channel.size()));
  for (std::size_t lane = 0; lane < channels.size(); ++lane) {
    gains_[lane] = 1.0;
    for (std::size_t k = 0; k < channels[lane].size(); ++k) {
      const BiquadCoefficients& c = channels[lane][k];
      CALFEMG_EXPECTS(std::abs(c.b0) > 0.0);
      gains_[lane] *= c.b0;
      LaneSection& section = sections_[k];
      section.b1[lane] = c.b1 / c.b0;
      section.b2[lane] = c.b2 / c.b0;
      section.a1[lane] = c.a1;
      section.a2[lane] = c.a2;
    }
  }
}

void BiquadLanes::process(double* frames, std::size_t count) {
  lane_kernels().filter(sections_.data(), sections_.size(), gains_.data(), frames, count);
}

double BiquadLanes::next(std::size_t lane, double sample) {
  double x = sample * gains_[lane];
  for (LaneSection& s : sections_) {  // the operations of the kernel, in its order
    const double y = x + s.z1[lane];
    s.z1[lane] = (s.b1[lane] * x + s.z2[lane]) - s.a1[lane] * y;
    s.z2[lane] = s.b2[lane] * x - s.a2[lane] * y;
    x = y;
  }
  return x;
}

void BiquadLanes::reset(std::size_t lane) {
  for (LaneSection& s : sections_)
    s.z1[lane] = s.z2[lane] = 0.0;
}

void BiquadCascade::process(std::span<double> samples) {
  for (double& x : samples)
    x = next(x);
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
