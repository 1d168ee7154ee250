// SPDX-License-Identifier: Apache-2.0
#include "export/gzip_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <zlib.h>

#include "core/error.hpp"

namespace calfemg::exporting {
namespace {

// Level 1: numbers of seven random digits hardly shrink further, and level 6 takes seven times as
// long.
constexpr const char* kMode = "wb1";
constexpr unsigned kBufferBytes = 256U * 1024U;

}  // namespace

struct GzipFile::Stream {
  std::filesystem::path path;
  gzFile file = nullptr;

  [[noreturn]] void fail(const std::string& action) const {
    const std::string why = errno == 0 ? "zlib failed" : std::generic_category().message(errno);
    throw core::OutputError(path.string(),
                            action + ": " + why + "; check the folder and the free space");
  }
};

GzipFile::GzipFile(const std::filesystem::path& path) : stream_(std::make_unique<Stream>()) {
  stream_->path = path;
  errno = 0;
  stream_->file = gzopen(path.c_str(), kMode);
  if (stream_->file == nullptr) stream_->fail("cannot be created");
  if (gzbuffer(stream_->file, kBufferBytes) != 0) stream_->fail("cannot be buffered");
}

GzipFile::GzipFile(GzipFile&&) noexcept = default;
GzipFile& GzipFile::operator=(GzipFile&&) noexcept = default;

GzipFile::~GzipFile() {
  if (stream_ && stream_->file != nullptr) (void)gzclose_w(stream_->file);
}

void GzipFile::write(std::string_view bytes) {
  if (bytes.empty()) return;
  errno = 0;
  const int written = gzwrite(stream_->file, bytes.data(), static_cast<unsigned>(bytes.size()));
  if (written <= 0) stream_->fail("cannot be written");
}

void GzipFile::close() {
  errno = 0;
  gzFile const file = stream_->file;
  stream_->file = nullptr;
  if (gzclose_w(file) != Z_OK) stream_->fail("cannot be completed");
}

}  // namespace calfemg::exporting
