// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "exchange/export_options.hpp"
#include "exchange/session_facts.hpp"

namespace calfemg::exchange {

/// Where the table of one session goes below the output folder.
///   flat: SESSION_events.tsv; bids: sub-S/ses-T/emg/sub-S_ses-T_desc-calfemg_events.tsv
[[nodiscard]] std::filesystem::path session_file(const SessionFacts& session,
                                                 const ExportOptions& options);

/// The name of a table of all sessions: "epochs.tsv.gz", "calfemg_export.sqlite".
[[nodiscard]] std::filesystem::path common_file(const ExportOptions& options);

/// One file for all sessions, rows of a session with its identity in front.
[[nodiscard]] bool is_common(const ExportOptions& options);

/// The sidecar of a table: the same name with .json.
[[nodiscard]] std::filesystem::path sidecar_of(const std::filesystem::path& file);

/// A file under another name until it is complete.
class Draft {
 public:
  explicit Draft(std::filesystem::path file);
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  Draft(Draft&&) = delete;
  Draft& operator=(Draft&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return draft_; }

  /// @throws core::OutputError
  void publish() const;

 private:
  std::filesystem::path file_;
  std::filesystem::path draft_;
};

}  // namespace calfemg::exchange
