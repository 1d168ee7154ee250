// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/layout_map.hpp"

namespace calfemg::pipeline {

/// Reads a layout map, the TOML file that says about a recording what the recording does not say
/// itself: its keys, [[channel]] for channels and [[file]] for what is different in some files;
/// docs/data_format.md describes them.
/// All problems are reported at once, a line each, with file, line and "did you mean".
/// @throws core::ConfigError
[[nodiscard]] io::LayoutMap read_layout_file(const std::filesystem::path& path);

/// The meaning of `--layout`: the name of a layout profile, else a map file.
/// @throws core::ConfigError  neither, or a map with problems
[[nodiscard]] io::LayoutMap layout_from_argument(const std::string& name_or_file);

/// The map for one recording: that of `--layout`, else the file calfemg-layout.toml in the folder
/// of the recording or in one above it, up to `root` (when the recording is not below `root`, only
/// beside it). A map that was found says so in a note.
/// @throws core::ConfigError  as above
[[nodiscard]] io::LayoutMap layout_for_recording(const std::optional<std::string>& argument,
                                                 const std::filesystem::path& recording,
                                                 const std::filesystem::path& root);

}  // namespace calfemg::pipeline
