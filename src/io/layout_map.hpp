// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "core/role.hpp"

namespace calfemg::io {

/// What a map says about one channel of the file; absent fields leave what the file says.
struct ChannelMap {
  std::string
      match;  ///< channel name, or path inside the file, exactly as `calfemg inspect` shows it
  std::optional<core::Role> role;
  std::optional<std::string> rename;
  std::optional<std::string> unit;  ///< "uV", "mV", "V": unit of the stored number
  std::optional<double> scale;      ///< value in `unit` = stored * scale + offset
  std::optional<double> offset;
  std::optional<double> fill;  ///< stored number that stands for no data
  std::optional<double> mvc_uv;
  std::optional<double> highpass_hz;
  std::optional<double> lowpass_hz;
};

/// Which way a data set of two dimensions lies. A layout or a map knows; it is never guessed.
enum class Orientation : std::uint8_t { time_first, channel_first };

/// A channel that is the difference of two, "A - B".
struct Derivation {
  std::string name;
  std::string minuend;     ///< name or path of a channel
  std::string subtrahend;  ///< the same
};

/// Where a file keeps sleep stages.
struct HypnogramMap {
  std::string stages;  ///< place of a list of numbers or texts
  double epoch_s = core::kSleepEpochSeconds;
  double start_s = 0.0;                           ///< first epoch, from the start of the recording
  std::map<std::string, core::SleepStage> codes;  ///< what each number or text means
};

/// Where a file keeps events; times in seconds from the start of the recording.
struct AnnotationsMap {
  std::string onset;
  std::string duration;  ///< "": no durations
  std::string label;
};

struct FileRule;

/// The user's words about a file that does not say everything itself (`--layout FILE`, TOML).
/// Documented in docs/data_format.md.
struct LayoutMap {
  std::string path;                   ///< of the map, for messages
  std::optional<std::string> layout;  ///< profile to use; absent: found from the content
  std::optional<std::string> subject_id;
  std::optional<std::string> session_id;
  std::optional<std::string> start_time;   ///< ISO 8601
  std::optional<std::string> unit;         ///< of every channel that has none
  std::optional<double> sampling_rate_hz;  ///< only for files that do not store it
  std::vector<std::string> samples;        ///< paths of data sets, for the layout matrix
  std::optional<Orientation> orientation;  ///< of those data sets
  std::vector<std::string> names;          ///< of their columns, in order
  // Where the file says it itself: "/fs", "/emg@fs" (attribute) or "/table[field]".
  std::optional<std::string> sampling_rate_from;
  std::optional<std::string> names_from;
  std::optional<std::string> unit_from;
  std::optional<std::string> start_time_from;
  std::optional<double> scale;   ///< of every channel that takes `unit`
  std::optional<double> offset;  ///< of every channel that takes `unit`
  std::optional<double> fill;    ///< stored number that stands for no data, in every channel
  std::optional<HypnogramMap> hypnogram;
  std::optional<AnnotationsMap> annotations;
  std::vector<ChannelMap> channels;
  std::vector<Derivation> derivations;
  std::vector<FileRule> files;     ///< what is different in some files; the last one wins
  std::vector<std::string> notes;  ///< for the user, beside those of the recording
};

/// What a map says about the files whose name fits a pattern.
struct FileRule {
  std::string match;  ///< * ? [abc], against the path below the folder of the map, or the name
  LayoutMap map;      ///< what is given here replaces what the map says
};

/// The map as it is for one recording: rules of all files that fit it are applied, in their order.
/// A channel entry replaces the one with the same match; lists are replaced as a whole.
[[nodiscard]] LayoutMap map_for_file(const LayoutMap& map, const std::string& recording);

}  // namespace calfemg::io
