// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace calfemg::batch {

/// A recording that is known, but that will not be analysed, and why.
struct Refusal {
  std::string reason;  ///< a code of docs/scaling.md
  std::string message;
  std::string hint;
};

/// A recording of the archive and what a list says about it.
struct WorkItem {
  std::filesystem::path path;
  std::string name;     ///< of its folder below the results; depends on this item alone
  std::string subject;  ///< replaces that of the recording when not empty, as `session` does
  std::string session;
  std::string map;       ///< of --layout, for this recording
  std::string pipeline;  ///< of --pipeline, for this recording
  std::map<std::string, std::string> context = {};
  std::optional<Refusal> refusal = std::nullopt;

  /// What the list says, as the provenance keeps it.
  [[nodiscard]] std::map<std::string, std::string> given() const;
};

/// The items of files of a folder tree, in their order.
[[nodiscard]] std::vector<WorkItem> items_of_files(const std::filesystem::path& archive,
                                                   const std::vector<std::filesystem::path>& files);

/// The items of a table with the column path (or filename, as BIDS calls it) and any of subject,
/// session, map and pipeline; every other column is context. BIDS: participant_id and session_id
/// are subject and session, and a participants.tsv beside or above the list adds its columns as
/// context. A table without paths but with participant_id (participants.tsv, sessions.tsv) stands
/// for the recordings below its folder whose path holds the subject and the session.
/// Paths are relative to the folder of the list.
/// @param files  gives what there is below the folder of the list; called for the last form only
/// @throws core::FileError, core::FormatError  naming the line
[[nodiscard]] std::vector<WorkItem> items_of_list(
    const std::filesystem::path& list,
    const std::function<std::vector<std::filesystem::path>()>& files);

/// Items of a list that share their subject and session are refused, all of them: which one is
/// meant cannot be known. So are items that name the same file.
void refuse_duplicates(std::vector<WorkItem>& items);

/// Keeps the items whose path below the archive, or whose name, fits the pattern (* ? [abc]).
[[nodiscard]] std::vector<WorkItem> only(std::vector<WorkItem> items, const std::string& pattern);

/// The name of the results folder for a path below an archive: the path without its .h5, "/" as
/// "__". Whatever this would make ambiguous or unsafe is replaced, and 8 hex digits of the SHA-256
/// of the path follow, so that different paths have different names.
[[nodiscard]] std::string folder_name(const std::string& path);

}  // namespace calfemg::batch
