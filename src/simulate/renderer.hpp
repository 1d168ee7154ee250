// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/biquad.hpp"
#include "simulate/body.hpp"
#include "simulate/discharge.hpp"
#include "simulate/disturbance.hpp"
#include "simulate/muap.hpp"
#include "simulate/random.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// What a recorder would store of discharges and disturbances: superposes potentials (evaluated at
/// the times of the samples, so that spike times fall between samples), adds resting activity,
/// noise, hum and disturbances, filters as the recorder does at a multiple of its rate that is at
/// least 2 kHz, takes every n-th sample, and spoils it as converters and cables do.
class Renderer {
 public:
  /// @param spikes  ordered by time
  Renderer(const Scenario& scenario,
           const Body& body,
           std::vector<Spike> spikes,
           std::vector<Disturbance> disturbances,
           const Random& random);

  /// The next samples of all channels, uV, planar: out[c * count + i].
  [[nodiscard]] std::vector<double> next(std::size_t count);

  /// Samples of the whole recording.
  [[nodiscard]] std::uint64_t sample_count() const;

 private:
  struct Channel {
    Random random;
    signal::BiquadCascade resting;  ///< gives noise the spectrum of surface EMG
    signal::BiquadCascade recorder;
    double resting_sd = 0.0;  ///< of the noise that goes into `resting`
    double noise_sd = 0.0;
    double phase = 0.0;       ///< of the slow changes
    std::vector<double> emg;  ///< of this block, and what reaches into the next
    double last_output = 0.0;
  };

  [[nodiscard]] Channel make_channel(const Electrode& electrode, const Random& random) const;
  void add_spikes(std::size_t samples);
  void add_spike(const Spike& spike);
  void make_hum(std::size_t samples);
  void add_rest(std::size_t electrode, std::span<double> analogue);
  void add_disturbances(std::size_t electrode, std::span<double> analogue) const;
  void spoil(std::size_t electrode, std::span<double> output);
  void spoil_with(const Disturbance& disturbance, Channel& channel, std::span<double> output) const;
  [[nodiscard]] double drift_uv(std::size_t electrode, double time_s) const;

  Scenario scenario_;
  const Body& body_;
  std::vector<Spike> spikes_;
  std::vector<Disturbance> disturbances_;
  MuapShape shape_;
  std::size_t oversampling_;
  double internal_hz_;
  double rail_uv_;
  std::vector<Channel> channels_;
  std::vector<double> hum_;  ///< RMS 1
  std::size_t next_spike_ = 0;
  std::uint64_t position_ = 0;  ///< internal samples done
};

}  // namespace calfemg::simulate
