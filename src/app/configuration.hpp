// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/command_line.hpp"
#include "pipeline/config.hpp"

namespace calfemg::app {

/// `--pipeline` and `--set`: the options of every command that works with a configuration.
[[nodiscard]] std::vector<OptionSpec> configuration_options();

/// The configuration that the command line and the environment ask for.
/// @throws core::ConfigError
[[nodiscard]] pipeline::Config configuration(const CommandLine& line);

}  // namespace calfemg::app
