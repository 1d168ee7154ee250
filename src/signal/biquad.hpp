// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "signal/lane_kernels.hpp"

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

/// Sections in series, with their state, for up to kLanes channels side by side: causal streaming
/// filters in double precision. Splitting the input differently, or filtering a channel alone or
/// beside others, never changes its output, bit for bit.
class BiquadLanes {
 public:
  /// @param channels  1 to kLanes lists of sections, each with b0 other than 0; shorter lists are
  ///                  filled with sections that do nothing
  explicit BiquadLanes(std::span<const std::vector<BiquadCoefficients>> channels);

  /// Filters `count` frames of kLanes interleaved samples in place.
  void process(double* frames, std::size_t count);

  /// Output of one channel for one more input sample; the others wait.
  [[nodiscard]] double next(std::size_t lane, double sample);

  /// Forgets the past of a channel, as if newly made. Call at a gap in the recording.
  void reset(std::size_t lane);

 private:
  alignas(kRegisterBytes) std::array<double, kLanes> gains_{};
  std::vector<LaneSection> sections_;
};

/// The sections of one channel in series, with their state.
class BiquadCascade {
 public:
  explicit BiquadCascade(const std::vector<BiquadCoefficients>& sections)
      : lanes_(std::span(&sections, 1)) {}

  /// Output for one more input sample.
  [[nodiscard]] double next(double sample) { return lanes_.next(0, sample); }

  /// Filters in place. `samples` may be any length, including 0.
  void process(std::span<double> samples);

  /// Forgets the past, as if newly made.
  void reset() { lanes_.reset(0); }

 private:
  BiquadLanes lanes_;
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
