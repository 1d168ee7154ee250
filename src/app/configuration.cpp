// SPDX-License-Identifier: Apache-2.0
#include "app/configuration.hpp"

#include <string>
#include <string_view>
#include <unistd.h>

namespace calfemg::app {

std::map<std::string, std::string> variables(std::string_view prefix) {
  std::map<std::string, std::string> found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (!text.starts_with(prefix) || equals == std::string_view::npos) continue;
    found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

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
  return configuration_of(line.value("pipeline"), line.values("set"));
}

pipeline::Config configuration_of(const std::optional<std::string>& pipeline_file,
                                  const std::vector<std::string>& assignments) {
  pipeline::ConfigSources sources;
  if (pipeline_file) sources.pipeline_file = *pipeline_file;
  sources.environment = variables("CALFEMG_");
  sources.assignments = assignments;
  return pipeline::load_config(sources);
}

}  // namespace calfemg::app
