// SPDX-License-Identifier: Apache-2.0
#include "io/byte_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"

namespace calfemg::io {
namespace {

std::string reason() {
  return std::generic_category().message(errno);
}

}  // namespace

std::uint64_t size_of_recording(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    throw core::FileError(path.string(), "there is no such file.");
  if (status.type() == fs::file_type::directory)
    throw core::FileError(path.string(), "this is a folder, a recording file was expected.");
  if (!error && status.type() != fs::file_type::regular)
    throw core::FileError(path.string(), "this is not a regular file.");
  const auto size = error ? 0 : fs::file_size(path, error);
  if (error) throw core::FileError(path.string(), "cannot be read: " + error.message() + ".");
  if (size == 0) throw core::FileError(path.string(), "the file is empty (0 bytes).");
  return size;
}

ByteFile::ByteFile(const std::filesystem::path& path)
    : path_(path.string()),
      size_(size_of_recording(path)),
      descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw core::FileError(path_, "cannot be opened: " + reason() + ".");
}

ByteFile::~ByteFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ByteFile::ByteFile(ByteFile&& other) noexcept
    : path_(std::move(other.path_)),
      size_(other.size_),
      descriptor_(std::exchange(other.descriptor_, kClosed)) {}

ByteFile& ByteFile::operator=(ByteFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void ByteFile::read(std::uint64_t offset, std::span<std::byte> bytes) const {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::pread(
        descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      throw core::FileError(path_,
                            "cannot be read at byte " + std::to_string(offset + done) + ": " +
                                (got < 0 ? reason() : "the file ends there") + ".");
    done += static_cast<std::size_t>(got);
  }
}

}  // namespace calfemg::io
