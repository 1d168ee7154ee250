// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/text.hpp"
#include "pipeline/config.hpp"
#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kIndent = "  ";

// The texts of the table are printable UTF-8: only quote and backslash need an escape.
std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string json_list(const std::vector<std::string>& words) {
  std::string text = "[";
  for (const auto& word : words)
    text += (text.size() > 1 ? ", " : "") + json_text(word);
  return text + "]";
}

std::string indented(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += kIndent;
  }
  return result;
}

std::string json_object(const Members& members) {
  std::string text = "{";
  for (const auto& [key, value] : members) {
    text += text.size() > 1 ? ",\n" : "\n";
    text += std::string(kIndent) + json_text(key) + ": " + indented(value);
  }
  return text + "\n}";
}

std::string word_schema(const Option& option) {
  const auto words = allowed_words(option);
  Members members{{"type", json_text("string")}};
  if (!words.empty()) members.emplace_back("enum", json_list(words));
  return json_object(members);
}

Members type_members(const Option& option) {
  const OptionValue value = option.get({});
  if (std::holds_alternative<bool>(value)) return {{"type", json_text("boolean")}};
  if (std::holds_alternative<std::vector<std::string>>(value))
    return {{"type", json_text("array")}, {"items", word_schema(option)}};
  if (std::holds_alternative<std::string>(value)) {
    Members members{{"type", json_text("string")}};
    if (const auto words = allowed_words(option); !words.empty())
      members.emplace_back("enum", json_list(words));
    return members;
  }
  const bool whole = std::holds_alternative<long long>(value);
  return {{"type", json_text(whole ? "integer" : "number")},
          {"minimum", core::number_text(option.text.low)},
          {"maximum", core::number_text(option.text.high)}};
}

std::string option_schema(const Option& option) {
  Members members = type_members(option);
  // TOML and JSON write these values alike.
  members.emplace_back("default", toml_text(option.get({})));
  members.emplace_back("description", json_text(option.text.meaning));
  members.emplace_back("unit", json_text(option.text.unit));
  members.emplace_back("source", json_text(option.text.source));
  return json_object(members);
}

std::string closed_object(const Members& properties) {
  return json_object({{"type", json_text("object")},
                      {"additionalProperties", "false"},
                      {"properties", json_object(properties)}});
}

}  // namespace

std::string config_schema() {
  const std::string text_schema = json_object({{"type", json_text("string")}});
  Members properties{{"name", text_schema}, {"description", text_schema}};
  for (const auto& section : section_names()) {
    Members options;
    for (const auto& option : option_table()) {
      if (option.section() == section)
        options.emplace_back(std::string(option.name()), option_schema(option));
    }
    properties.emplace_back(section, closed_object(options));
  }
  return json_object({{"$schema", json_text("http://json-schema.org/draft-07/schema#")},
                      {"title", json_text("calfemg pipeline file")},
                      {"type", json_text("object")},
                      {"additionalProperties", "false"},
                      {"properties", json_object(properties)}}) +
         "\n";
}

}  // namespace calfemg::pipeline
