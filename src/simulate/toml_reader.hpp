// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <toml++/toml.h>
#include <utility>
#include <vector>

#include "simulate/kind.hpp"

namespace calfemg::simulate {

/// Takes values out of a TOML file and collects what is wrong, each with file and line.
class TomlReader {
 public:
  using Take = std::function<void(const std::string& key, const toml::node& node)>;

  /// A key that a table may have, and what is done with its value.
  struct Field {
    std::string key;
    Take take;
  };

  explicit TomlReader(std::filesystem::path path) : path_(std::move(path)) {}

  /// @throws core::ConfigError  no such file, or no TOML
  [[nodiscard]] toml::table parse() const;

  /// Hands each value of the table to its field; a key without a field is a problem.
  void read(const toml::table& table, const std::vector<Field>& fields);

  // Fields for the usual types; `allowed` holds both ends.
  [[nodiscard]] Field number(const std::string& key, double& target, Range allowed);
  [[nodiscard]] Field range(const std::string& key, Range& target, Range allowed);
  [[nodiscard]] Field flag(const std::string& key, bool& target);
  [[nodiscard]] Field text(const std::string& key, std::string& target);
  [[nodiscard]] Field word(const std::string& key,
                           std::string& target,
                           const std::vector<std::string>& allowed);
  [[nodiscard]] Field section(const std::string& key, std::vector<Field> fields);

  [[nodiscard]] std::vector<std::string> words(const std::string& key, const toml::node& node);

  void refuse(const std::string& key, const toml::node& node, const std::string& problem);

  /// @throws core::ConfigError  when anything was refused: all problems, a line each
  void finish() const;

 private:
  std::filesystem::path path_;
  std::vector<std::pair<std::string, std::string>> problems_;  ///< place, sentence
};

}  // namespace calfemg::simulate
