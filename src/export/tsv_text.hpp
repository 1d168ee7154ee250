// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace calfemg::exporting {

/// The whole file.
/// @throws core::FileError when it cannot be opened or is no file
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

/// Lines without their ends; an editor may have left carriage returns and a byte order mark.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// The cells of a line, between tabs.
[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line);

}  // namespace calfemg::exporting
