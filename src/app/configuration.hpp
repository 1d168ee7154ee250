// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line.hpp"
#include "pipeline/config.hpp"

namespace calfemg::app {

/// `--pipeline` and `--set`: the options of every command that works with a configuration.
[[nodiscard]] std::vector<OptionSpec> configuration_options();

/// The configuration that the command line and the environment ask for.
/// @throws core::ConfigError
[[nodiscard]] pipeline::Config configuration(const CommandLine& line);

/// The same of a pipeline file and of the values of `--set`.
/// @throws core::ConfigError
[[nodiscard]] pipeline::Config configuration_of(const std::optional<std::string>& pipeline_file,
                                                const std::vector<std::string>& assignments);

/// The variables of the environment whose names begin so.
[[nodiscard]] std::map<std::string, std::string> variables(std::string_view prefix);

}  // namespace calfemg::app
