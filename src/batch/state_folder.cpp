// SPDX-License-Identifier: Apache-2.0
#include "batch/state_folder.hpp"

#include <atomic>
#include <system_error>
#include <unistd.h>

#include "core/error.hpp"
#include "export/tsv_text.hpp"
#include "pipeline/files.hpp"

namespace calfemg::batch {

namespace fs = std::filesystem;

StateFolder state_of(const fs::path& results) {
  const fs::path root = results / ".calfemg";
  return {root / "claims", root / "failures", root / "inputs", root / "runs"};
}

StateFolder create_state(const fs::path& results) {
  StateFolder state = state_of(results);
  for (const auto& folder : {state.claims, state.failures, state.inputs, state.runs}) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
      throw core::OutputError(folder.string(), "cannot be created: " + error.message() + ".");
  }
  return state;
}

void replace_file(const fs::path& path, std::string_view text) {
  // Unique among threads, processes and machines would need more; each file has one writer a time.
  static std::atomic<unsigned> number{0};
  fs::path draft = path;
  draft += ".new-" + std::to_string(::getpid()) + "-" + std::to_string(number++);
  std::error_code error;
  try {
    pipeline::write_text_file(draft, text);
  } catch (...) {
    fs::remove(draft, error);
    throw;
  }
  fs::rename(draft, path, error);
  if (!error) return;
  const std::string reason = error.message();
  fs::remove(draft, error);
  throw core::OutputError(path.string(), "cannot be written: " + reason + ".");
}

std::optional<std::string> text_in(const fs::path& path) {
  try {
    return exporting::text_of(path);
  } catch (const core::FileError&) {
    return std::nullopt;
  }
}

}  // namespace calfemg::batch
