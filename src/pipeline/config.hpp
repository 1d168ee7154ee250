// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/session_result.hpp"
#include "pipeline/options.hpp"

namespace calfemg::pipeline {

/// Options with the place each value comes from.
struct Config {
  Options options;
  std::map<std::string, std::string> origins;  ///< key -> origin; keys that nobody set are absent
  std::string name;                            ///< of the pipeline file; "" without one
  std::string description;                     ///< of the pipeline file, for people
};

/// Where values may come from, weakest first: defaults, file, environment, assignments.
struct ConfigSources {
  std::optional<std::filesystem::path> pipeline_file;
  std::map<std::string, std::string> environment;  ///< CALFEMG_SIGNAL_HIGHPASS_HZ -> "30"
  std::vector<std::string> assignments;            ///< "signal.highpass_hz=30" of --set
};

/// Reads and checks everything: unknown keys (with file, line and "did you mean"), types, ranges,
/// and what options demand of each other. All problems are reported at once, a line each.
/// A variable that begins as the options of a section do (CALFEMG_SIGNAL_) but names none of them
/// is a problem; every other CALFEMG_ variable is left alone.
/// @throws core::ConfigError  `what()` holds the lines; the first key is its `option`
[[nodiscard]] Config load_config(const ConfigSources& sources);

/// All options in table order with value, default, unit and origin ("default",
/// "pipelines/x.toml:12", "environment CALFEMG_...", "--set").
[[nodiscard]] std::vector<core::Setting> settings(const Config& config);

/// The effective configuration as TOML, one `key = value` a line in table order: what is hashed.
/// Read back as a pipeline file it gives the same options.
[[nodiscard]] std::string effective_toml(const Config& config);

/// A pipeline file with every option at its default, each with meaning, unit, range and source.
[[nodiscard]] std::string commented_defaults();

/// JSON schema (draft 7) of a pipeline file.
[[nodiscard]] std::string config_schema();

}  // namespace calfemg::pipeline
