// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace calfemg::io {

/// A draft of a layout map (TOML) for a recording, with what its file says filled in and the rest
/// as blanks with a comment: `unit = ""`, `sampling_rate_hz = 0.0`, `orientation = ""`. Blanks are
/// refused by the reader of maps, so that a draft works when they are filled in and not before.
/// @throws core::FileError    as open_recording
/// @throws core::FormatError  a file without numbers that could be samples
[[nodiscard]] std::string draft_map(const std::filesystem::path& recording);

}  // namespace calfemg::io
