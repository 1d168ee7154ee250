// SPDX-License-Identifier: Apache-2.0
#include "batch/input_hash.hpp"

#include <sstream>
#include <sys/stat.h>

#include "batch/state_folder.hpp"
#include "core/error.hpp"
#include "pipeline/files.hpp"

namespace calfemg::batch {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return static_cast<std::int64_t>(time.tv_sec) * kPerSecond + time.tv_nsec;
}

}  // namespace

std::optional<FileState> state_of_file(const std::filesystem::path& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  FileState state;
  state.bytes = static_cast<std::uint64_t>(found.st_size);
  state.modified_ns = nanoseconds(found.st_mtim);
  state.changed_ns = nanoseconds(found.st_ctim);
  state.inode = found.st_ino;
  return state;
}

std::string text_of_state(const FileState& state) {
  return std::to_string(state.bytes) + " " + std::to_string(state.modified_ns) + " " +
         std::to_string(state.changed_ns) + " " + std::to_string(state.inode);
}

std::optional<FileState> state_from_text(const std::string& text) {
  std::istringstream words(text);
  FileState state;
  if (!(words >> state.bytes >> state.modified_ns >> state.changed_ns >> state.inode))
    return std::nullopt;
  return state;
}

std::optional<std::string> InputHashes::known(const std::string& session,
                                              const FileState& state) const {
  constexpr std::size_t kHexDigits = 64;
  const auto text = text_in(folder_ / session);
  if (!text) return std::nullopt;
  const auto kept = state_from_text(*text);
  if (!kept || *kept != state || !text->ends_with('\n') || text->size() <= kHexDigits)
    return std::nullopt;
  return text->substr(text->size() - kHexDigits - 1, kHexDigits);
}

std::string InputHashes::hash(const std::string& session,
                              const std::filesystem::path& input) const {
  const auto before = state_of_file(input);
  if (before) {
    if (auto kept = known(session, *before)) return *kept;
  }
  std::string sha256 = pipeline::sha256_of_file(input);
  if (before && state_of_file(input) == before) keep(session, *before, sha256);
  return sha256;
}

void InputHashes::keep(const std::string& session,
                       const FileState& state,
                       const std::string& sha256) const {
  try {
    replace_file(folder_ / session, text_of_state(state) + " " + sha256 + "\n");
  } catch (const core::OutputError&) {
    return;  // computed again next time
  }
}

}  // namespace calfemg::batch
