// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "exchange/export_options.hpp"

namespace calfemg::exchange {

struct Exported {
  std::size_t sessions = 0;
  std::vector<std::filesystem::path> files;  ///< below the output folder
};

/// Writes what is asked for from the session folders alone; recordings are not read. Each file
/// appears when it is complete.
/// @param cancelled  asked between sessions
/// @throws core::ConfigError  a combination of options that makes no sense, an unknown feature
/// @throws core::FileError, core::FormatError  a session folder is not whole
/// @throws core::OutputError, core::Interrupted
[[nodiscard]] Exported export_results(const std::filesystem::path& results,
                                      const std::filesystem::path& out,
                                      const ExportOptions& options,
                                      const std::function<bool()>& cancelled);

}  // namespace calfemg::exchange
