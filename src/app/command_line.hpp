// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calfemg::app {

/// A command line that cannot be understood. Exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An option of a subcommand, as help and parser know it.
struct OptionSpec {
  std::string name;           ///< "out,o": long name and short letter
  std::string argument = {};  ///< "DIR"; "" for a switch
  std::string meaning = {};   ///< with unit and default
  bool repeatable = false;
};

/// All that there is to say about a subcommand.
struct CommandSpec {
  std::string name;
  std::string summary;
  std::string usage;       ///< what follows "calfemg"
  std::string positional;  ///< what the words without a dash are, for messages
  std::vector<OptionSpec> options = {};
  std::string more = {};  ///< exit codes, examples: printed as it is
};

/// A command line as it was understood.
struct CommandLine {
  std::vector<std::string> given;                           ///< as it was typed, the name first
  std::vector<std::string> words;                           ///< without a dash
  std::map<std::string, std::vector<std::string>> options;  ///< long name -> values

  [[nodiscard]] bool has(const std::string& option) const;
  [[nodiscard]] std::optional<std::string> value(const std::string& option) const;
  [[nodiscard]] std::vector<std::string> values(const std::string& option) const;
};

/// The number that an option gives; nullopt when it is not given.
/// @throws UsageError  no number from `low` to `high`
[[nodiscard]] std::optional<double> number_option(const CommandLine& line,
                                                  const std::string& option,
                                                  double low,
                                                  double high);

/// The options of several places, in this order.
[[nodiscard]] std::vector<OptionSpec> together(
    std::initializer_list<std::vector<OptionSpec>> options);

/// Understands the words after the name of the subcommand. `--help` is known everywhere.
/// @throws UsageError  with "did you mean" for an unknown option
[[nodiscard]] CommandLine parse_command_line(const CommandSpec& spec,
                                             const std::vector<std::string>& words);

/// The page of `calfemg help NAME`.
[[nodiscard]] std::string help_text(const CommandSpec& spec);

/// "; did you mean X?" or ".": the end of a sentence about a word that is not known.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace calfemg::app
