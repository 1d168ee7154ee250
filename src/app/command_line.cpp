// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.hpp"

#include <algorithm>
#include <sstream>

#include <boost/program_options.hpp>

#include "core/text.hpp"

namespace calfemg::app {
namespace {

namespace po = boost::program_options;

constexpr const char* kWords = "words";
constexpr std::size_t kMeaningColumn = 24;
constexpr std::size_t kPageWidth = 96;

std::string long_name(const OptionSpec& option) {
  return option.name.substr(0, option.name.find(','));
}

OptionSpec help_option() {
  return {"help,h", "", "print this page and stop"};
}

std::vector<OptionSpec> all_options(const CommandSpec& spec) {
  std::vector<OptionSpec> options = spec.options;
  options.push_back(help_option());
  return options;
}

po::options_description description_of(const std::vector<OptionSpec>& options) {
  po::options_description description;
  for (const auto& option : options) {
    const bool takes_value = !option.argument.empty();
    if (takes_value) {
      auto* value = po::value<std::vector<std::string>>();
      description.add_options()(option.name.c_str(),
                                option.repeatable ? value->composing() : value);
    } else {
      description.add_options()(option.name.c_str(), "");
    }
  }
  description.add_options()(kWords, po::value<std::vector<std::string>>());
  return description;
}

// No abbreviations: an option added later must not change what a script means.
int style() {
  using namespace po::command_line_style;  // NOLINT(google-build-using-namespace): 9 flags
  return unix_style & ~allow_guessing;
}

std::string unknown_option(const std::string& found, const std::vector<OptionSpec>& options) {
  std::vector<std::string> known;
  known.reserve(options.size());
  for (const auto& option : options)
    known.push_back("--" + long_name(option));
  return "unknown option " + found + suggestion(found, known);
}

// Boost's words with ours where ours help more.
std::string sentence(const po::error& error, const std::vector<OptionSpec>& options) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error))
    return unknown_option(unknown->get_option_name(), options);
  return std::string(error.what()) + ".";
}

po::parsed_options parsed(const std::vector<OptionSpec>& options,
                          const std::vector<std::string>& words) {
  const po::options_description description = description_of(options);
  po::positional_options_description positional;
  positional.add(kWords, -1);
  try {
    return po::command_line_parser(words)
        .options(description)
        .positional(positional)
        .style(style())
        .run();
  } catch (const po::error& error) {
    throw UsageError(sentence(error, options));
  }
}

// "  --out DIR             meaning, wrapped"
std::string help_line(const OptionSpec& option) {
  std::string line = "  --" + long_name(option);
  if (const auto comma = option.name.find(','); comma != std::string::npos)
    line = "  -" + option.name.substr(comma + 1) + ", --" + long_name(option);
  if (!option.argument.empty()) line += " " + option.argument;
  line += line.size() + 2 > kMeaningColumn ? "\n" + std::string(kMeaningColumn, ' ')
                                           : std::string(kMeaningColumn - line.size(), ' ');
  std::size_t column = kMeaningColumn;
  std::istringstream words(option.meaning);
  for (std::string word; words >> word;) {
    if (column + word.size() > kPageWidth) {
      line += "\n" + std::string(kMeaningColumn, ' ');
      column = kMeaningColumn;
    }
    line += (column > kMeaningColumn ? " " : "") + word;
    column += word.size() + 1;
  }
  return line + "\n";
}

}  // namespace

bool CommandLine::has(const std::string& option) const {
  return options.contains(option);
}

std::optional<std::string> CommandLine::value(const std::string& option) const {
  const auto found = options.find(option);
  if (found == options.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> CommandLine::values(const std::string& option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

CommandLine parse_command_line(const CommandSpec& spec, const std::vector<std::string>& words) {
  const auto options = all_options(spec);
  CommandLine line;
  line.given = {spec.name};
  line.given.insert(line.given.end(), words.begin(), words.end());
  for (const auto& option : parsed(options, words).options) {
    if (option.string_key == kWords) {
      line.words.insert(line.words.end(), option.value.begin(), option.value.end());
      continue;
    }
    auto& values = line.options[option.string_key];
    values.insert(values.end(), option.value.begin(), option.value.end());
  }
  for (const auto& option : options) {
    if (!option.repeatable && line.values(long_name(option)).size() > 1)
      throw UsageError("option --" + long_name(option) + " is given more than once.");
  }
  return line;
}

std::optional<double> number_option(const CommandLine& line,
                                    const std::string& option,
                                    double low,
                                    double high) {
  const auto text = line.value(option);
  if (!text) return std::nullopt;
  const auto number = core::number_from_text(*text);
  if (!number || *number < low || *number > high)
    throw UsageError("--" + option + ": expected a number from " + core::number_text(low) + " to " +
                     core::number_text(high) + ", found \"" + *text + "\".");
  return number;
}

std::vector<OptionSpec> together(std::initializer_list<std::vector<OptionSpec>> options) {
  std::vector<OptionSpec> all;
  for (const auto& some : options)
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

std::string help_text(const CommandSpec& spec) {
  std::string text = "calfemg " + spec.name + ": " + spec.summary + "\n\nUsage:\n  calfemg " +
                     spec.usage + "\n\nOptions:\n";
  for (const auto& option : all_options(spec))
    text += help_line(option);
  return text + spec.more;
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
  const auto near = core::nearest(word, known);
  return near ? "; did you mean " + *near + "?" : ".";
}

}  // namespace calfemg::app
