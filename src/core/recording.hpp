// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "core/role.hpp"
#include "core/start_time.hpp"

namespace calfemg::core {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// A stretch of time in seconds from the start of the recording.
struct Interval {
  double start_s = 0.0;
  double duration_s = 0.0;

  [[nodiscard]] double end_s() const { return start_s + duration_s; }
};

/// One recorded signal and what the file, or the map, says about it.
struct ChannelInfo {
  std::string name;
  Role role;
  std::string role_origin;  ///< "file", "map" or "name": where the role comes from
  std::string unit;  ///< unit of the stored value after scale and offset: "uV", "mV", "V", ...
  std::string unit_origin;    ///< "file", "map" or the name of a transfer function
  double uv_per_count = 1.0;  ///< microvolts = raw * uv_per_count + uv_offset
  double uv_offset = 0.0;
  double mvc_uv = kMissing;       ///< RMS of the maximal voluntary contraction
  double highpass_hz = kMissing;  ///< recorder filter: the usable band begins here
  double lowpass_hz = kMissing;   ///< recorder filter: the usable band ends here
  std::string stored_at;          ///< path inside the file
};

/// Channels that share a sampling rate and a time axis.
struct BlockInfo {
  std::string name;
  Hertz rate;
  Seconds start;                   ///< first sample, relative to the start of the recording
  std::uint64_t sample_count = 0;  ///< samples of each channel
  std::string sample_type;         ///< "int16", "float32", ...: as stored
  std::vector<ChannelInfo> channels;
  std::vector<Interval> gaps;  ///< declared: no valid data (NaN samples are gaps too)

  [[nodiscard]] Seconds duration() const {
    return Seconds(static_cast<double>(sample_count) / rate.value());
  }
};

enum class SleepStage : std::uint8_t { wake, n1, n2, n3, rem, unscored };

inline constexpr std::array kSleepStages{SleepStage::wake,
                                         SleepStage::n1,
                                         SleepStage::n2,
                                         SleepStage::n3,
                                         SleepStage::rem,
                                         SleepStage::unscored};

/// "W", "N1", "N2", "N3", "REM", "unscored".
[[nodiscard]] std::string_view name(SleepStage stage);
[[nodiscard]] bool is_sleep(SleepStage stage);

inline constexpr double kSleepEpochSeconds = 30.0;  ///< epoch of Rechtschaffen & Kales and AASM

struct Hypnogram {
  double epoch_s = kSleepEpochSeconds;
  double start_s = 0.0;  ///< first epoch, relative to the start of the recording
  std::vector<SleepStage> stages;

  /// `unscored` outside the hypnogram.
  [[nodiscard]] SleepStage at(double seconds) const;
};

struct Annotation {
  double onset_s = 0.0;
  double duration_s = 0.0;
  std::string label;
};

/// Everything about a recording but its samples.
struct RecordingInfo {
  std::string path;
  std::string layout;  ///< profile that read it: "calfemg", "opensignals", "channels"
  std::string subject_id;
  std::string session_id;
  std::optional<StartTime> start_time;
  std::vector<BlockInfo> blocks;
  std::optional<Hypnogram> hypnogram;
  std::vector<Annotation> annotations;
  std::map<std::string, std::string> context;  ///< names of docs/data_format.md; unknown ones kept
  std::vector<std::string> notes;              ///< what the reader wants the user to know

  /// End of the latest block.
  [[nodiscard]] Seconds duration() const;
};

}  // namespace calfemg::core
