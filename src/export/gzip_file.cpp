// SPDX-License-Identifier: Apache-2.0
#include "export/gzip_file.hpp"

#include <cerrno>
#include <cstdio>
#include <libdeflate.h>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include "core/error.hpp"

namespace calfemg::exporting {
namespace {

// Numbers of seven random digits hardly shrink further at higher levels, which take times as long.
constexpr int kLevel = 1;
constexpr std::size_t kMemberBytes = std::size_t{1} << 18U;  // each channel has one waiting

struct CompressorFree {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

struct FileClose {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};

}  // namespace

// A gzip file is a row of members: each is compressed on its own.
struct GzipFile::Stream {
  std::filesystem::path path;
  std::unique_ptr<std::FILE, FileClose> file;
  std::unique_ptr<libdeflate_compressor, CompressorFree> compressor{
      libdeflate_alloc_compressor(kLevel)};
  std::string waiting;
  std::vector<char> compressed;
  bool has_member = false;

  [[noreturn]] void fail(const std::string& action) const {
    const std::string why = errno == 0 ? "unknown" : std::generic_category().message(errno);
    throw core::OutputError(path.string(),
                            action + ": " + why + "; check the folder and the free space");
  }

  void write_member() {
    compressed.resize(libdeflate_gzip_compress_bound(compressor.get(), waiting.size()));
    const std::size_t bytes = libdeflate_gzip_compress(
        compressor.get(), waiting.data(), waiting.size(), compressed.data(), compressed.size());
    waiting.clear();
    has_member = true;
    errno = 0;
    if (std::fwrite(compressed.data(), 1, bytes, file.get()) != bytes) fail("cannot be written");
  }
};

GzipFile::GzipFile(const std::filesystem::path& path) : stream_(std::make_unique<Stream>()) {
  if (!stream_->compressor) throw std::bad_alloc();
  stream_->path = path;
  errno = 0;
  stream_->file.reset(std::fopen(path.c_str(), "wb"));
  if (!stream_->file) stream_->fail("cannot be created");
}

GzipFile::GzipFile(GzipFile&&) noexcept = default;
GzipFile& GzipFile::operator=(GzipFile&&) noexcept = default;
GzipFile::~GzipFile() = default;

void GzipFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto part = bytes.substr(0, kMemberBytes - stream_->waiting.size());
    stream_->waiting += part;
    bytes.remove_prefix(part.size());
    if (stream_->waiting.size() == kMemberBytes) stream_->write_member();
  }
}

void GzipFile::append_file(const std::filesystem::path& path) {
  if (!stream_->waiting.empty()) stream_->write_member();
  errno = 0;
  const std::unique_ptr<std::FILE, FileClose> part(std::fopen(path.c_str(), "rb"));
  if (!part) stream_->fail("its part " + path.filename().string() + " cannot be read");
  stream_->compressed.resize(kMemberBytes);
  auto& buffer = stream_->compressed;
  while (const std::size_t bytes = std::fread(buffer.data(), 1, buffer.size(), part.get())) {
    if (std::fwrite(buffer.data(), 1, bytes, stream_->file.get()) != bytes)
      stream_->fail("cannot be written");
  }
  if (std::ferror(part.get()) != 0)
    stream_->fail("its part " + path.filename().string() + " cannot be read");
  stream_->has_member = true;
}

void GzipFile::close() {
  if (!stream_->waiting.empty() || !stream_->has_member) stream_->write_member();
  errno = 0;
  if (std::fclose(stream_->file.release()) != 0) stream_->fail("cannot be completed");
}

}  // namespace calfemg::exporting
