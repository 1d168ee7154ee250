// SPDX-License-Identifier: Apache-2.0
#include "pipeline/option_table.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "core/text.hpp"

namespace calfemg::pipeline {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

// A basic string of TOML 1.0, which is a JSON string as well.
std::string quoted(const std::string& text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::size_t kBitsOfDigit = 4;
  constexpr unsigned char kLowDigit = 0x0F;
  std::string result = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ' || c == '\x7F') {
      result += "\\u00";
      result += kHex[code >> kBitsOfDigit];
      result += kHex[code & kLowDigit];
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

// 100000 rather than 1e+05.
std::string readable(double number) {
  constexpr double kWhole = 1e9;
  const bool whole = std::abs(number - std::trunc(number)) <= 0.0 && std::abs(number) <= kWhole;
  return whole ? core::fixed_text(number, 0) : core::number_text(number);
}

std::string with_unit(const std::string& number, std::string_view unit) {
  if (unit.empty() || unit == "1") return number;
  return number + " " + std::string(unit);
}

std::string limits(const Option& option) {
  return readable(option.text.low) + " to " +
         with_unit(readable(option.text.high), option.text.unit);
}

std::string number_problem(const Option& option, double value) {
  if (value >= option.text.low && value <= option.text.high) return {};
  return "expected " + limits(option) + ", found " + core::number_text(value);
}

bool is_allowed(const Option& option, const std::string& word) {
  const auto words = allowed_words(option);
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

// The first word of the value that may not stand; nullptr when all may.
const std::string* wrong_word(const Option& option, const OptionValue& value) {
  if (const auto* word = std::get_if<std::string>(&value))
    return is_allowed(option, *word) ? nullptr : word;
  const auto* words = std::get_if<std::vector<std::string>>(&value);
  if (words == nullptr) return nullptr;
  const auto found = std::find_if(words->begin(), words->end(), [&](const std::string& word) {
    return !is_allowed(option, word);
  });
  return found == words->end() ? nullptr : &*found;
}

bool is_option_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string_view Option::section() const {
  return text.key.substr(0, text.key.find('.'));
}

std::string_view Option::name() const {
  return text.key.substr(text.key.find('.') + 1);
}

std::vector<Option> option_table() {
  std::vector<Option> table;
  for (const auto& part : {signal_options(),
                           feature_options(),
                           rest_options(),
                           artifact_options(),
                           cramp_options(),
                           tension_options(),
                           hflm_options(),
                           lmm_options(),
                           contraction_options(),
                           fasciculation_options(),
                           leg_movement_options(),
                           plm_options()})
    table.insert(table.end(), part.begin(), part.end());
  return table;
}

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const auto& option : option_table()) {
    if (names.empty() || names.back() != option.section()) names.emplace_back(option.section());
  }
  return names;
}

std::string environment_name(std::string_view key) {
  std::string name = "CALFEMG_";
  for (const char c : key) {
    const bool letter = c >= 'a' && c <= 'z';
    if (letter) name += static_cast<char>(c - 'a' + 'A');
    if (!letter) name += is_option_character(c) ? c : '_';
  }
  return name;
}

std::string toml_text(const OptionValue& value) {
  return std::visit(Overloaded{[](bool flag) { return std::string(flag ? "true" : "false"); },
                               [](long long number) { return std::to_string(number); },
                               [](double number) { return readable(number); },
                               [](const std::string& word) { return quoted(word); },
                               [](const std::vector<std::string>& words) {
                                 std::vector<std::string> items;
                                 std::transform(
                                     words.begin(), words.end(), std::back_inserter(items), quoted);
                                 return "[" + core::join(items, ", ") + "]";
                               }},
                    value);
}

std::string plain_text(const OptionValue& value) {
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* words = std::get_if<std::vector<std::string>>(&value))
    return core::join(*words, ",");
  return toml_text(value);
}

std::vector<std::string> allowed_words(const Option& option) {
  if (option.text.known_words != nullptr) return option.text.known_words();
  std::istringstream text{std::string(option.text.words)};
  std::vector<std::string> words;
  for (std::string word; text >> word;)
    words.push_back(word);
  return words;
}

std::string range_text(const Option& option) {
  const OptionValue value = option.get({});
  if (std::holds_alternative<bool>(value)) return "true or false";
  if (std::holds_alternative<double>(value) || std::holds_alternative<long long>(value))
    return readable(option.text.low) + " to " + readable(option.text.high);
  if (std::holds_alternative<std::vector<std::string>>(value)) return "list of names";
  return alternatives(allowed_words(option));
}

std::string expectation_text(const Option& option) {
  const OptionValue value = option.get({});
  if (std::holds_alternative<bool>(value)) return "true or false";
  if (std::holds_alternative<long long>(value)) return "a whole number, " + limits(option);
  if (std::holds_alternative<double>(value)) return "a number, " + limits(option);
  const auto words = allowed_words(option);
  if (std::holds_alternative<std::vector<std::string>>(value)) return "a list of texts";
  return words.empty() ? "a text" : "one of " + alternatives(words) + " (as a text)";
}

std::string value_problem(const Option& option, const OptionValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return number_problem(option, *number);
  if (const auto* whole = std::get_if<long long>(&value))
    return number_problem(option, static_cast<double>(*whole));
  const std::string* const word = wrong_word(option, value);
  if (word == nullptr) return {};
  const std::string found = "\"" + *word + "\"";
  if (std::holds_alternative<std::vector<std::string>>(value)) return "unknown name " + found;
  return "expected one of " + alternatives(allowed_words(option)) + ", found " + found;
}

std::string nearest_allowed(const Option& option, const OptionValue& value) {
  const std::string* const word = wrong_word(option, value);
  return word == nullptr ? "" : core::nearest(*word, allowed_words(option)).value_or("");
}

}  // namespace calfemg::pipeline
