// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "core/quantity.hpp"

namespace calfemg::signal {

/// Second-order section, direct form II transposed:
///   y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]   (a0 = 1)
struct BiquadCoefficients {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0;
  double a1 = 0.0, a2 = 0.0;
};

/// Notch at `centre` with quality `q` = centre / (-3 dB bandwidth), the form that scipy.signal's
/// iirnotch gives. Source: Orfanidis 1996, Introduction to Signal Processing, section 11.3.
/// @throws core::ConfigError  unless 0 < centre < rate / 2 and q > 0
[[nodiscard]] BiquadCoefficients design_notch(core::Hertz centre, double q, core::Hertz rate);

/// Sections in series, with their state: a causal streaming filter in double precision. Splitting
/// the input differently never changes the output: process(a); process(b) equals process(a ++ b),
/// bit for bit.
class BiquadCascade {
 public:
  explicit BiquadCascade(std::vector<BiquadCoefficients> sections);

  /// Output for one more input sample.
  [[nodiscard]] double next(double sample);

  /// Filters in place. `samples` may be any length, including 0.
  void process(std::span<double> samples);

  /// Forgets the past, as if newly made. Call at a gap in the recording.
  void reset();

 private:
  struct State {
    double z1 = 0.0, z2 = 0.0;
  };

  std::vector<BiquadCoefficients> sections_;
  std::vector<State> states_;
};

/// Frequency response of the sections in series at `frequency`.
[[nodiscard]] std::complex<double> response(std::span<const BiquadCoefficients> sections,
                                            core::Hertz frequency,
                                            core::Hertz rate);

/// Group delay -d(phase)/d(omega) of the sections in series at `frequency`, in samples.
[[nodiscard]] double group_delay_samples(std::span<const BiquadCoefficients> sections,
                                         core::Hertz frequency,
                                         core::Hertz rate);

}  // namespace calfemg::signal
