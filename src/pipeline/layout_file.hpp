// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "io/layout_map.hpp"

namespace calfemg::pipeline {

/// Reads a layout map, the TOML file that says about a recording what the recording does not say
/// itself. Keys: layout, subject_id, session_id, start_time, unit, sampling_rate_hz and one
/// [[channel]] table for each channel; docs/data_format.md describes them.
/// All problems are reported at once, a line each, with file, line and "did you mean".
/// @throws core::ConfigError
[[nodiscard]] io::LayoutMap read_layout_file(const std::filesystem::path& path);

/// The meaning of `--layout`: the name of a layout profile, else a map file.
/// @throws core::ConfigError  neither, or a map with problems
[[nodiscard]] io::LayoutMap layout_from_argument(const std::string& name_or_file);

}  // namespace calfemg::pipeline
