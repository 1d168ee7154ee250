// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "batch/work_list.hpp"

namespace calfemg::app {

/// The folder that paths of the work are below: WORK itself, or that of the list.
[[nodiscard]] std::filesystem::path archive_of(const std::string& work);

/// The recordings that `batch` is about: WORK, --out (left out of a tree), --only, --shard.
/// @throws core::FileError, core::FormatError, UsageError
[[nodiscard]] std::vector<batch::WorkItem> work_of(const CommandLine& line);

}  // namespace calfemg::app
