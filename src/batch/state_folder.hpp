// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace calfemg::batch {

/// What batches keep between runs, below RESULTS/.calfemg: claims, failures, inputs, runs. Session
/// names never begin with a dot, so that it cannot be one of them.
struct StateFolder {
  std::filesystem::path claims;
  std::filesystem::path failures;
  std::filesystem::path inputs;
  std::filesystem::path runs;
};

/// The paths; nothing is created.
[[nodiscard]] StateFolder state_of(const std::filesystem::path& results);

/// Creates the folders.
/// @throws core::OutputError
[[nodiscard]] StateFolder create_state(const std::filesystem::path& results);

/// The file has either its old or its new content at any time, for readers on other machines too.
/// @throws core::OutputError
void replace_file(const std::filesystem::path& path, std::string_view text);

/// The whole file; nullopt when it cannot be read.
[[nodiscard]] std::optional<std::string> text_in(const std::filesystem::path& path);

}  // namespace calfemg::batch
