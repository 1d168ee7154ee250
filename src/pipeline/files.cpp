// SPDX-License-Identifier: Apache-2.0
#include "pipeline/files.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <new>
#include <openssl/evp.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace calfemg::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStagingPrefix = ".calfemg-partial-";
constexpr std::string_view kOldSuffix = "-old";
constexpr std::size_t kReadBytes = std::size_t{1} << 20U;

std::string reason(int error_number) {
  return std::generic_category().message(error_number);
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};

using File = std::unique_ptr<std::FILE, CloseFile>;

// A file or a folder; a file system that cannot do it for folders says so, which is no failure.
void bring_to_disk(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  const bool failed = ::fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP;
  const int error = errno;
  ::close(file);
  if (failed) throw core::OutputError(path.string(), "cannot be written: " + reason(error) + ".");
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::bad_alloc();
  }

  void add(const void* bytes, std::size_t count) {
    (void)EVP_DigestUpdate(context_.get(), bytes, count);
  }

  [[nodiscard]] std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    (void)EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr unsigned kNibbleBits = 4;
    constexpr unsigned kNibbleMask = 0xF;
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
      text += kDigits[digest.at(i) >> kNibbleBits];
      text += kDigits[digest.at(i) & kNibbleMask];
    }
    return text;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

std::string sha256_of_text(std::string_view text) {
  Sha256 hash;
  hash.add(text.data(), text.size());
  return hash.hex();
}

std::string sha256_of_file(const fs::path& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) throw core::FileError(path.string(), "cannot be read: " + reason(errno) + ".");
  Sha256 hash;
  const auto buffer = std::make_unique<char[]>(kReadBytes);
  while (const std::size_t count = std::fread(buffer.get(), 1, kReadBytes, file.get()))
    hash.add(buffer.get(), count);
  if (std::ferror(file.get()) != 0)
    throw core::FileError(path.string(), "cannot be read: " + reason(errno) + ".");
  return hash.hex();
}

void write_text_file(const fs::path& path, std::string_view text) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) throw core::OutputError(path.string(), "cannot be written: " + reason(errno) + ".");
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  const int write_error = errno;
  const bool closed = std::fclose(file.release()) == 0;
  if (!written || !closed) {
    throw core::OutputError(path.string(),
                            "cannot be written: " + reason(written ? errno : write_error) + ".");
  }
}

StagedFolder::StagedFolder(fs::path final_folder) : final_(std::move(final_folder)) {
  staging_ = final_.parent_path() / (std::string(kStagingPrefix) + final_.filename().string() +
                                     "-" + std::to_string(getpid()));
  std::error_code error;
  fs::remove_all(staging_, error);
  fs::create_directories(staging_, error);
  if (error) {
    throw core::OutputError(final_.parent_path().string(),
                            "results cannot be written there: " + error.message() + ".");
  }
}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

void StagedFolder::publish() {
  for (const auto& entry : fs::directory_iterator(staging_))
    bring_to_disk(entry.path());
  bring_to_disk(staging_);
  std::error_code error;
  fs::path old;
  if (fs::exists(final_, error)) {
    old = staging_.string() + std::string(kOldSuffix);
    fs::rename(final_, old, error);
  }
  if (!error) fs::rename(staging_, final_, error);
  if (error)
    throw core::OutputError(final_.string(), "cannot be replaced: " + error.message() + ".");
  bring_to_disk(final_.parent_path());
  if (!old.empty()) fs::remove_all(old, error);
}

namespace {

// ".calfemg-partial-SESSION-PROCESS" or the same with "-old" at the end.
struct Leftover {
  fs::path path;
  std::string session;
  std::string process;
  bool is_old = false;
};

std::vector<Leftover> leftovers(const fs::path& output_root) {
  std::vector<Leftover> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(output_root, error)) {
    std::string name = entry.path().filename().string();
    if (!name.starts_with(kStagingPrefix)) continue;
    Leftover leftover{entry.path(), {}, {}, name.ends_with(kOldSuffix)};
    if (leftover.is_old) name.resize(name.size() - kOldSuffix.size());
    name.erase(0, kStagingPrefix.size());
    const auto dash = name.rfind('-');
    if (dash == std::string::npos) continue;
    leftover.session = name.substr(0, dash);
    leftover.process = name.substr(dash + 1);
    found.push_back(std::move(leftover));
  }
  return found;
}

// Old results come back when nothing took their place.
void tidy_up(const Leftover& leftover) {
  const fs::path final_folder = leftover.path.parent_path() / leftover.session;
  std::error_code error;
  if (leftover.is_old && !fs::exists(final_folder, error)) {
    fs::rename(leftover.path, final_folder, error);
  } else {
    fs::remove_all(leftover.path, error);
  }
}

}  // namespace

void tidy_up_after(int process, const fs::path& output_root) {
  for (const auto& leftover : leftovers(output_root)) {
    if (leftover.process == std::to_string(process)) tidy_up(leftover);
  }
}

void tidy_up_session(const fs::path& final_folder) {
  for (const auto& leftover : leftovers(final_folder.parent_path())) {
    if (leftover.session == final_folder.filename().string()) tidy_up(leftover);
  }
}

std::vector<std::string> untidy_sessions(const fs::path& output_root) {
  std::vector<std::string> names;
  for (const auto& leftover : leftovers(output_root))
    names.push_back(leftover.session);
  return names;
}

}  // namespace calfemg::pipeline
