// SPDX-License-Identifier: Apache-2.0
#include "app/configuration.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unistd.h>

namespace calfemg::app {
namespace {

// Every variable of the environment that may concern us.
std::map<std::string, std::string> calfemg_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (!text.starts_with("CALFEMG_") || equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

}  // namespace

std::vector<OptionSpec> configuration_options() {
  return {{"pipeline,p",
           "FILE",
           "TOML file with the options that differ from the defaults (default: none)"},
          {"set,s",
           "KEY=VALUE",
           "set one option, e.g. signal.highpass_hz=30; may be repeated; wins over the environment "
           "(CALFEMG_SIGNAL_HIGHPASS_HZ), which wins over the pipeline file",
           true}};
}

pipeline::Config configuration(const CommandLine& line) {
  pipeline::ConfigSources sources;
  if (const auto file = line.value("pipeline")) sources.pipeline_file = *file;
  sources.environment = calfemg_variables();
  sources.assignments = line.values("set");
  return pipeline::load_config(sources);
}

}  // namespace calfemg::app
