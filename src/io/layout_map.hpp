// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
  std::optional<double> mvc_uv;
  std::optional<double> highpass_hz;
  std::optional<double> lowpass_hz;
};

/// Which way a data set of two dimensions lies. A layout or a map knows; it is never guessed.
enum class Orientation : std::uint8_t { time_first, channel_first };

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
  std::optional<std::string> samples;      ///< path of the data set, for the layout matrix
  std::optional<Orientation> orientation;  ///< of that data set
  std::vector<ChannelMap> channels;
};

}  // namespace calfemg::io
