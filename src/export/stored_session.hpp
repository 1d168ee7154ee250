// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::exporting {

/// A session as its result folder holds it: all that a report shows, without features and samples.
/// The envelopes are as `night.cbor.gz` keeps them, in steps of 5 %.
struct StoredSession {
  core::SessionTable table;
  core::SessionResult result;
  std::set<std::string> words;  ///< what the string views inside `result` point into

  StoredSession() = default;
  ~StoredSession() = default;
  StoredSession(const StoredSession&) = delete;
  StoredSession& operator=(const StoredSession&) = delete;
  StoredSession(StoredSession&&) = default;
  StoredSession& operator=(StoredSession&&) = default;
};

/// Reads report.json and night.cbor.gz of a result folder.
/// @throws core::FileError    one of the files is missing or damaged
/// @throws core::FormatError  it is no such file, or of another version
[[nodiscard]] StoredSession read_stored_session(const std::filesystem::path& folder);

/// Writes night.cbor.gz: envelopes and quality of the whole night in one byte each, and the signal
/// excerpts of the events. Same session, same bytes.
/// @throws core::OutputError
void write_night_cbor_gz(const std::filesystem::path& path,
                         const core::SessionTable& table,
                         const std::vector<core::SignalExcerpt>& excerpts);

}  // namespace calfemg::exporting
