// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::core {

/// Evenly spaced stretches of time: stretch i covers [start_s + i * step_s, ... + width_s).
struct Grid {
  double start_s = 0.0;
  double step_s = 1.0;
  double width_s = 1.0;
  std::size_t count = 0;

  [[nodiscard]] double time_s(std::size_t index) const {
    return start_s + static_cast<double>(index) * step_s;
  }

  [[nodiscard]] double centre_s(std::size_t index) const { return time_s(index) + width_s / 2.0; }

  [[nodiscard]] double end_s() const { return time_s(count); }

  /// First stretch that begins at or after `seconds`; `count` when none does, or for NaN.
  [[nodiscard]] std::size_t first_from(double seconds) const;
};

/// What the samples themselves say about their worth. Bits, combined in one byte for each
/// envelope bin; artefact events are made from them (and from amplitudes) by `detect`.
enum class Quality : std::uint8_t {
  good = 0,
  gap = 1,       ///< declared gap, NaN, or outside the recording
  settling = 2,  ///< filters still forget what was before a gap or the start
  flat = 4,      ///< no sample differs from the next
  clipped = 8    ///< runs of samples at the rail
};

[[nodiscard]] constexpr std::uint8_t bits(Quality quality) {
  return static_cast<std::uint8_t>(quality);
}

[[nodiscard]] constexpr bool has(std::uint8_t quality, Quality bit) {
  return (quality & bits(bit)) != 0;
}

/// A column of the feature table: where its numbers come from, for files and documentation.
struct FeatureColumn {
  std::string name;     ///< "rms_uv", "mdf_hz": the unit is in the name
  std::string unit;     ///< "uV", "Hz", "1" for none
  std::string meaning;  ///< one sentence with the formula
};

/// The band that the filtered signal covers, and why it is not the configured one.
struct PassBand {
  double low_hz = 0.0;
  double high_hz = 0.0;
  std::string limited_by;  ///< empty: as configured; else e.g. "sampling rate 256 Hz"
};

/// Signal path of one channel: what was done to it before the numbers were taken.
struct ChannelConditions {
  PassBand band;
  double mains_hz = kMissing;      ///< 50 or 60; missing when none was found
  std::vector<double> notches_hz;  ///< harmonics that were there and were taken out
  double noise_uv = kMissing;      ///< RMS of the quietest signal: unit of ZC, SSC, WAMP thresholds
  double group_delay_s = 0.0;      ///< already taken out of every time below
  double lsb_uv = kMissing;        ///< resolution of the recorder, where it is known
  double recorder_highpass_hz = kMissing;  ///< of ChannelInfo: what the unfiltered signal covers
  double recorder_lowpass_hz = kMissing;   ///< missing: not stated, taken as up to rate / 2
};

/// Everything that is kept of one channel's samples. Missing values are NaN.
struct ChannelTable {
  ChannelInfo channel;
  std::string block;
  Hertz rate;
  ChannelConditions conditions;

  Grid rows;                                 ///< analysis windows (1 s, hop 0.5 s by default)
  std::vector<std::vector<float>> features;  ///< [column][row]; columns of SessionTable::columns
  std::vector<std::string> missing_because;  ///< [column]; not empty: never computed here, and why
  std::vector<float> coverage;               ///< [row] share of valid samples, 0..1
  std::vector<float> mains_rms_uv;           ///< [row] RMS at mains harmonics, before the notches
  std::vector<float> low_rms_uv;             ///< [row] RMS below the pass band: motion, drift

  Grid bins;                           ///< envelope (50 ms by default), bins do not overlap
  std::vector<float> envelope_uv;      ///< [bin] RMS of the filtered signal
  std::vector<float> peak_uv;          ///< [bin] largest |x| of the filtered signal
  std::vector<float> low_envelope_uv;  ///< [bin] RMS in 2-15 Hz before the band-pass: motion, heart
  std::vector<std::uint8_t> quality;   ///< [bin] bits of Quality
};

/// The waist of the program: all that detectors, reports and exports know about a session.
struct SessionTable {
  RecordingInfo recording;
  std::vector<FeatureColumn> columns;
  std::vector<ChannelTable> channels;  ///< EMG channels only, in the order of the recording

  /// Index into `columns` and `ChannelTable::features`; `columns.size()` when it was not computed.
  [[nodiscard]] std::size_t column(std::string_view name) const;
};

}  // namespace calfemg::core
