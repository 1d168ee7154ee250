// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace calfemg::batch {

/// A recording that could not be analysed, as RESULTS/.calfemg/failures/SESSION.json keeps it.
struct FailureRecord {
  std::string session;
  std::string file;
  std::string reason;   ///< a code of docs/scaling.md
  std::string message;  ///< one sentence without the file
  std::string hint;     ///< what to do
  std::string stage;    ///< last one that was reached; "" when none
  int exit_code = 0;
  int signal = 0;
  std::string log;    ///< the end of what the worker wrote
  std::string input;  ///< text_of_state of the file
  std::string keys;   ///< program, configuration, map and list, as one hash
  std::string when_utc;
};

/// What to do about a failure: its own hint, else what its reason usually asks for.
[[nodiscard]] std::string what_to_do(const FailureRecord& failure);

/// Whether another run may end differently with the same file, program and configuration.
[[nodiscard]] bool is_passing(const std::string& reason);

/// @throws core::OutputError
void write_failure(const std::filesystem::path& folder, const FailureRecord& record);

/// nullopt when there is none, or none that calfemg wrote.
[[nodiscard]] std::optional<FailureRecord> read_failure(const std::filesystem::path& folder,
                                                        const std::string& session);

void remove_failure(const std::filesystem::path& folder, const std::string& session);

/// All of a results folder, by the names of their sessions.
[[nodiscard]] std::vector<FailureRecord> all_failures(const std::filesystem::path& folder);

}  // namespace calfemg::batch
