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

/// Filters of one channel, and what they take away from the start of each piece of it.
struct ChannelFilter {
  std::vector<BiquadCoefficients> sections;
  std::size_t delay_samples = 0;
  std::size_t settle_samples = 0;
};

/// Filters up to kLanes channels with gaps and takes the group delay out: output sample n belongs
/// to input sample n. Each piece between gaps (runs of NaN) is filtered on its own, from its first
/// sample, which is subtracted so that an electrode offset makes no transient. NaN comes out where
/// NaN went in, and for `settle_samples` at the start of each piece.
/// Splitting the input, or other channels beside it, never change the output, bit for bit.
class Conditioner {
 public:
  explicit Conditioner(const std::vector<ChannelFilter>& channels);

  /// Takes the next samples of each channel, equally many, and appends what is ready to its output;
  /// output lags input by at most the delay.
  void process(std::span<const std::span<const double>> samples,
               std::span<std::vector<double>> outputs);

  /// Appends the rest, so that as many samples came out as went in.
  void finish(std::span<std::vector<double>> outputs);

 private:
  struct Channel {
    std::size_t delay_samples = 0;
    std::size_t settle_samples = 0;
    bool in_piece = false;
    double first = 0.0;
    double last = 0.0;
    std::size_t piece_inputs = 0;    ///< samples that the piece has so far
    std::size_t piece_filtered = 0;  ///< values that came out of the filter for it
    std::size_t piece_outputs = 0;   ///< of these, appended to the output

    void append(std::span<const double> filtered, std::vector<double>& output);
  };

  void process_tile(std::span<const std::span<const double>> samples,
                    std::span<std::vector<double>> outputs);
  void side_by_side(std::span<const std::span<const double>> samples,
                    std::span<std::vector<double>> outputs);
  void alone(std::size_t lane, std::span<const double> samples, std::vector<double>& output);
  void begin_piece(std::size_t lane, double first);
  void end_piece(std::size_t lane, std::vector<double>& output);

  BiquadLanes filter_;
  std::vector<Channel> channels_;
  std::vector<double> frames_;    ///< of a tile, interleaved
  std::vector<double> filtered_;  ///< of its lanes, one behind the other
};

/// All of one channel at once.
[[nodiscard]] std::vector<double> conditioned(const ChannelFilter& filter,
                                              std::span<const double> samples);

}  // namespace calfemg::signal
