// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace calfemg::batch {

/// What tells, without reading it, that a file is the one of last time.
struct FileState {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;  ///< of the inode: a copy with an old date has a new one
  std::uint64_t inode = 0;

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// nullopt when there is no such file.
[[nodiscard]] std::optional<FileState> state_of_file(const std::filesystem::path& path);

[[nodiscard]] std::string text_of_state(const FileState& state);
/// nullopt when the text is something else.
[[nodiscard]] std::optional<FileState> state_from_text(const std::string& text);

/// SHA-256 of inputs, kept by their state in one small file for each session, so that nobody
/// shares one.
class InputHashes {
 public:
  explicit InputHashes(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// What is known without reading the input.
  [[nodiscard]] std::optional<std::string> known(const std::string& session,
                                                 const FileState& state) const;

  /// Known, or computed and kept.
  /// @throws core::FileError
  [[nodiscard]] std::string hash(const std::string& session,
                                 const std::filesystem::path& input) const;

  /// Keeps a hash that was computed elsewhere; a full disk is no failure, it is only slower later.
  void keep(const std::string& session, const FileState& state, const std::string& sha256) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace calfemg::batch
