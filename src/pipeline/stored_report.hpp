// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/session_result.hpp"

namespace calfemg::pipeline {

enum class ReportFormat : std::uint8_t { html, markdown };

/// The report of a session from its result folder, without the recording. The page is that of the
/// analysis, byte for byte, unless there are verdicts of a reviewer.
/// @throws core::FileError, core::FormatError
[[nodiscard]] std::string stored_report(const std::filesystem::path& folder,
                                        ReportFormat format,
                                        const std::vector<core::Verdict>& verdicts);

/// Prints a page with the Chromium of this machine.
/// @throws core::OutputError  no Chromium is installed, or it failed
void print_to_pdf(const std::filesystem::path& page, const std::filesystem::path& pdf);

}  // namespace calfemg::pipeline
