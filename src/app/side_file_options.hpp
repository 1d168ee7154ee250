// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/command_line.hpp"
#include "io/side_files.hpp"

namespace calfemg::app {

/// `--hypnogram` and `--annotations`: the options of every command that reads a recording.
[[nodiscard]] std::vector<OptionSpec> side_file_options();

/// The files that the command line names.
/// @throws UsageError  files for several recordings, or an empty name
[[nodiscard]] io::SideFiles side_files(const CommandLine& line);

}  // namespace calfemg::app
