// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

namespace calfemg::app {

/// The folder of `--out`, there and writable. What was created for it and holds nothing in the end
/// is removed again.
class OutputFolder {
 public:
  /// Creates the folder with its parents where needed and writes a file to try it.
  /// @throws core::OutputError  with the system's reason
  explicit OutputFolder(std::filesystem::path path);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  OutputFolder(OutputFolder&&) = delete;
  OutputFolder& operator=(OutputFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void create();
  void try_to_write() const;
  void remove_empty() const;

  std::filesystem::path path_;
  std::vector<std::filesystem::path> created_;  ///< innermost first
};

}  // namespace calfemg::app
