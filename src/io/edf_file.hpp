// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace calfemg::io {

/// An EDF or BDF file that is open for reading at any byte.
class EdfFile {
 public:
  /// @throws core::FileError  missing, no regular file, unreadable, empty
  explicit EdfFile(const std::filesystem::path& path);
  ~EdfFile();
  EdfFile(const EdfFile&) = delete;
  EdfFile& operator=(const EdfFile&) = delete;
  EdfFile(EdfFile&& other) noexcept;
  EdfFile& operator=(EdfFile&& other) noexcept;

  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Fills `bytes` from the byte `offset` on.
  /// @throws core::FileError when they cannot all be read
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  static constexpr int kClosed = -1;

  std::string path_;
  std::uint64_t size_ = 0;
  int descriptor_ = kClosed;
};

/// True for a file that begins as EDF ("0" and seven blanks) or BDF (255 and "BIOSEMI"). False also
/// for what cannot be read.
[[nodiscard]] bool looks_like_edf(const std::filesystem::path& path);

}  // namespace calfemg::io
