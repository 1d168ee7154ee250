// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {

using Words = std::vector<std::string>;

enum class Sign { any, not_zero, positive, not_negative };

/// Values of a layout map, and the problems that were found on the way: all of them are reported
/// together. A value that is refused is absent.
class MapValues {
 public:
  explicit MapValues(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] std::optional<std::string> text(const TomlEntry& entry);
  /// @param allowed  an empty one at the end means that the text may be empty
  [[nodiscard]] std::optional<std::string> word(const TomlEntry& entry, const Words& allowed);
  [[nodiscard]] std::optional<double> number(const TomlEntry& entry, Sign sign);
  /// A text, or a list of texts with at least one.
  [[nodiscard]] Words texts(const TomlEntry& entry);
  /// The tables of [[key]]; anything else is refused.
  [[nodiscard]] std::vector<const TomlValue*> tables(const TomlEntry& entry);

  void refuse(const std::string& key, std::size_t line, const std::string& problem);

  /// @throws core::ConfigError  when anything was refused, a line for each problem
  void throw_problems() const;

 private:
  std::filesystem::path path_;
  std::vector<std::pair<std::string, std::string>> problems_;
};

}  // namespace calfemg::pipeline
