// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "core/session_table.hpp"
#include "signal/biquad.hpp"
#include "signal/options.hpp"

namespace calfemg::signal {

/// Narrowest band in which an EMG amplitude still means something; a recording that cannot offer it
/// (10 Hz "EMG" exists) is refused.
inline constexpr double kNarrowestBandHz = 30.0;

/// The configured band, narrowed to what the sampling rate (0.45 of it) and the recorder's own
/// filters leave; `limited_by` names what narrowed it.
/// @param recorder_highpass_hz, recorder_lowpass_hz  NaN when unknown
[[nodiscard]] core::PassBand covered_band(const SignalOptions& options,
                                          core::Hertz rate,
                                          double recorder_highpass_hz,
                                          double recorder_lowpass_hz);

/// Band-pass and notches of one channel, in the order in which they are applied.
[[nodiscard]] std::vector<BiquadCoefficients> design_conditioning(
    const SignalOptions& options,
    const core::PassBand& band,
    std::span<const double> notches_hz,
    core::Hertz rate);

/// Delay by which the sections shift the energy of surface EMG, in whole samples: the group delay
/// averaged with the power that the sections let through of an EMG-shaped spectrum.
/// Source of the spectrum: Shwedyk 1977, with 60 and 120 Hz (resting to moderate calf EMG).
[[nodiscard]] std::size_t emg_delay_samples(std::span<const BiquadCoefficients> sections,
                                            core::Hertz rate);

/// Filters one channel with gaps and takes the group delay out: output sample n belongs to input
/// sample n. Each piece between gaps (runs of NaN) is filtered on its own, from its first sample,
/// which is subtracted so that an electrode offset makes no transient. NaN comes out where NaN went
/// in, and for `settle_samples` at the start of each piece.
/// Splitting the input never changes the output, bit for bit.
class Conditioner {
 public:
  Conditioner(std::vector<BiquadCoefficients> sections,
              std::size_t delay_samples,
              std::size_t settle_samples);

  /// Takes the next samples and appends what is ready; output lags input by at most the delay.
  void process(std::span<const double> samples, std::vector<double>& output);

  /// Appends the rest, so that as many samples came out as went in.
  void finish(std::vector<double>& output);

 private:
  void take(double filtered, std::vector<double>& output);
  void end_piece(std::vector<double>& output);

  BiquadCascade cascade_;
  std::size_t delay_samples_;
  std::size_t settle_samples_;
  bool in_piece_ = false;
  double first_ = 0.0;
  double last_ = 0.0;
  std::size_t piece_inputs_ = 0;    ///< samples that the piece has so far
  std::size_t piece_filtered_ = 0;  ///< values that came out of the cascade for it
  std::size_t piece_outputs_ = 0;   ///< of these, appended to the output
};

}  // namespace calfemg::signal
