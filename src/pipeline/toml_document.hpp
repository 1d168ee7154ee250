// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace calfemg::pipeline {

struct TomlEntry;

/// A value of a TOML file and the line it stands on. Dates and times are no value that calfemg
/// uses; they arrive as `monostate`.
struct TomlValue {
  std::variant<std::monostate,
               bool,
               long long,
               double,
               std::string,
               std::vector<TomlValue>,
               std::vector<TomlEntry>>
      value;
  std::size_t line = 0;

  /// Entries of a table in the order of the file; nullptr for every other type.
  [[nodiscard]] const std::vector<TomlEntry>* table() const;
};

struct TomlEntry {
  std::string key;
  std::size_t line = 0;
  TomlValue value;
};

/// What a user would call the value, with an article: "a text", "a whole number", "a list".
[[nodiscard]] std::string type_text(const TomlValue& value);

/// @throws core::ConfigError  the file is missing, a folder, unreadable or no TOML (with the line)
[[nodiscard]] TomlValue read_toml(const std::filesystem::path& path);

/// The same for a text that is called `name` in messages.
[[nodiscard]] TomlValue parse_toml(std::string_view text, const std::string& name);

/// "pipelines/x.toml:12": how messages and origins name a place in a file.
[[nodiscard]] std::string place_text(const std::filesystem::path& path, std::size_t line);

/// "; did you mean hop_s?" or "" when no candidate is near.
[[nodiscard]] std::string did_you_mean(std::string_view text,
                                       const std::vector<std::string>& candidates);

}  // namespace calfemg::pipeline
