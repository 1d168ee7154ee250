// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace calfemg::io {

/// Bytes of a file that can be a recording.
/// @throws core::FileError  missing, a folder, no regular file, empty
[[nodiscard]] std::uint64_t size_of_recording(const std::filesystem::path& path);

/// A file that is open for reading at any byte.
class ByteFile {
 public:
  /// @throws core::FileError  missing, no regular file, unreadable, empty
  explicit ByteFile(const std::filesystem::path& path);
  ~ByteFile();
  ByteFile(const ByteFile&) = delete;
  ByteFile& operator=(const ByteFile&) = delete;
  ByteFile(ByteFile&& other) noexcept;
  ByteFile& operator=(ByteFile&& other) noexcept;

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

}  // namespace calfemg::io
