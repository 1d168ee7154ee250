// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace calfemg::pipeline {

/// SHA-256 in lower-case hex.
[[nodiscard]] std::string sha256_of_text(std::string_view text);
/// @throws core::FileError when the file cannot be read
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

/// Writes the whole text or throws.
/// @throws core::OutputError with the system's reason (permission, full disk)
void write_text_file(const std::filesystem::path& path, std::string_view text);

/// A folder that appears under its final name only when it is complete. Created hidden beside the
/// final folder; removed with everything in it unless published.
class StagedFolder {
 public:
  /// @throws core::OutputError when it cannot be created
  explicit StagedFolder(std::filesystem::path final_folder);
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  StagedFolder(StagedFolder&&) = delete;
  StagedFolder& operator=(StagedFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return staging_; }

  /// Renames it to its final name; an older folder of that name is moved away first and removed.
  /// What it holds is on the disk before: after a loss of power there is a whole folder or none.
  void publish();

 private:
  std::filesystem::path final_;
  std::filesystem::path staging_;
};

/// Removes what the staged folders of an ended process left below `output_root`, and gives back the
/// older results that it had moved away but not replaced.
void tidy_up_after(int process, const std::filesystem::path& output_root);

/// The same for one session and whatever process; nobody may be writing that session.
void tidy_up_session(const std::filesystem::path& final_folder);

/// The names of the sessions below `output_root` for which `tidy_up_session` has work.
[[nodiscard]] std::vector<std::string> untidy_sessions(const std::filesystem::path& output_root);

}  // namespace calfemg::pipeline
