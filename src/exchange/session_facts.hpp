// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/recording.hpp"
#include "core/start_time.hpp"

namespace calfemg::exchange {

/// What exports need to know of an EMG channel.
struct ChannelFacts {
  std::string name;
  core::Role role;
  double rest_uv = core::kMissing;
  double mvc_uv = core::kMissing;
  double low_hz = core::kMissing;  ///< pass band
  double high_hz = core::kMissing;
  double window_s = 1.0;
};

/// A session folder: what report.json says, and its events.
struct SessionFacts {
  std::filesystem::path folder;
  std::string name;  ///< of the folder
  std::string subject;
  std::string session;
  std::optional<core::StartTime> start;
  double duration_s = core::kMissing;
  std::optional<core::Hypnogram> hypnogram;
  std::vector<ChannelFacts> channels;
  std::vector<core::Event> events;
};

/// @throws core::FileError    no report.json or events.tsv
/// @throws core::FormatError  they are not what calfemg writes
[[nodiscard]] SessionFacts read_session_facts(const std::filesystem::path& folder);

/// RESULTS itself when it is a session folder, else the session folders in it, by name.
/// @throws core::FileError  there is no such folder, or none of a session in it
[[nodiscard]] std::vector<std::filesystem::path> sessions_in(const std::filesystem::path& results);

}  // namespace calfemg::exchange
