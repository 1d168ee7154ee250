// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/session_table.hpp"

namespace calfemg::batch {

/// A session in one row: what tables and index show. Numbers that are not known are kMissing.
struct SessionRow {
  std::string folder;  ///< its name below the results
  std::string file;
  std::string subject;
  std::string session;
  std::string start_time;  ///< ISO 8601; "" when not known
  std::string layout;
  double duration_s = core::kMissing;
  double usable_s = core::kMissing;
  double sleep_s = core::kMissing;
  int channels = 0;
  int cramps_definite = 0;
  int cramps_probable = 0;
  int cramps_possible = 0;
  double cramp_s = 0.0;
  int rejected_cramps = 0;
  int tension_periods = 0;
  double tension_s = 0.0;
  int leg_movements = 0;
  int notes = 0;
  std::string night;  ///< activity in equal parts of the night, see kNightParts
  std::string program_version;
  std::string commit;
  std::string config_sha256;
  std::string input_sha256;
  std::string started_utc;
  double wall_s = core::kMissing;
  double peak_memory_bytes = core::kMissing;
  std::map<std::string, std::string> context;

  [[nodiscard]] int cramps() const { return cramps_definite + cramps_probable + cramps_possible; }
};

struct ChannelRow {
  std::string name;
  std::string leg;
  std::string muscle;
  std::string site;
  double rate_hz = core::kMissing;
  double rest_uv = core::kMissing;
  double noise_uv = core::kMissing;
  double usable_s = core::kMissing;
  double excluded_s = core::kMissing;
};

struct EventRow {
  double onset_s = 0.0;
  double duration_s = 0.0;
  std::string type;
  std::string leg;
  std::string muscle;
  std::string grade;
  double confidence = core::kMissing;
  std::string kind;
  std::string stage;
  std::string channels;  ///< separated by commas
  std::string measures;  ///< JSON object
};

struct HeadRow {
  std::string leg;
  std::string muscle;
  double rest_uv = core::kMissing;
  double usable_s = core::kMissing;
  int cramps = 0;
  double cramp_s = 0.0;
  int tension_periods = 0;
  double tension_s = 0.0;
};

/// What report.json and provenance.json of one folder say.
struct SessionContent {
  SessionRow row;
  std::vector<ChannelRow> channels;
  std::vector<EventRow> events;
  std::vector<HeadRow> heads;
};

/// Parts of SessionRow::night: a digit for the share of time with muscle activity (0 none, 9 all),
/// and the letters A to J for the same with a cramp in it.
inline constexpr std::size_t kNightParts = 48;

/// nullopt when the folder holds no whole results of calfemg.
[[nodiscard]] std::optional<SessionContent> read_session(const std::filesystem::path& folder);

/// The folders below the results that may be sessions, in the order of their names.
[[nodiscard]] std::vector<std::filesystem::path> session_folders(
    const std::filesystem::path& results);

}  // namespace calfemg::batch
