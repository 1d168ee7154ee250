// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace calfemg::exchange {

enum class FileState : std::uint8_t { same, differs, missing };

/// A file that provenance.json has a hash of.
struct CheckedFile {
  std::string role;  ///< "output", "input", "layout map", "hypnogram", "annotations"
  std::string path;  ///< of an output: its name in the folder
  std::string sha256;
  FileState state = FileState::same;
};

/// Whether a session folder is what its analysis wrote, from what it was made.
struct Verified {
  std::string session;
  std::vector<CheckedFile> files;
  std::vector<std::string> strangers;  ///< files of the folder that provenance.json does not know

  [[nodiscard]] bool is_good() const;
};

enum class Extent : std::uint8_t { outputs, inputs_too };

/// @throws core::FileError    no provenance.json
/// @throws core::FormatError  it is not what calfemg writes
[[nodiscard]] Verified verify_session(const std::filesystem::path& folder, Extent extent);

/// The folder as a Process Run Crate 0.5 (RO-Crate 1.1): program, input, files, run.
/// @throws as verify_session
[[nodiscard]] std::string run_crate_json(const std::filesystem::path& folder);

inline constexpr const char* kCrateFile = "ro-crate-metadata.json";

}  // namespace calfemg::exchange
