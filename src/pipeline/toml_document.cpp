// SPDX-License-Identifier: Apache-2.0
#include "pipeline/toml_document.hpp"

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>
#include <toml++/toml.h>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::pipeline {
namespace {

std::size_t line_of(const toml::source_region& source) {
  return static_cast<std::size_t>(source.begin.line);
}

TomlValue converted(const toml::node& node);

TomlValue converted_table(const toml::table& table) {
  // toml++ sorts by key; messages and selections follow the file.
  std::multimap<std::pair<std::size_t, std::size_t>, TomlEntry> in_order;
  for (const auto& [key, node] : table) {
    const auto column = static_cast<std::size_t>(key.source().begin.column);
    in_order.insert({{line_of(key.source()), column},
                     {std::string(key.str()), line_of(key.source()), converted(node)}});
  }
  std::vector<TomlEntry> entries;
  entries.reserve(in_order.size());
  for (auto& [place, entry] : in_order)
    entries.push_back(std::move(entry));
  return {std::move(entries), line_of(table.source())};
}

TomlValue converted_array(const toml::array& array) {
  std::vector<TomlValue> items;
  for (const auto& node : array)
    items.push_back(converted(node));
  return {std::move(items), line_of(array.source())};
}

TomlValue converted(const toml::node& node) {
  const std::size_t line = line_of(node.source());
  if (const auto* table = node.as_table()) return converted_table(*table);
  if (const auto* array = node.as_array()) return converted_array(*array);
  if (const auto* text = node.as_string()) return {text->get(), line};
  if (const auto* flag = node.as_boolean()) return {flag->get(), line};
  if (const auto* whole = node.as_integer()) return {static_cast<long long>(whole->get()), line};
  if (const auto* number = node.as_floating_point()) return {number->get(), line};
  return {std::monostate{}, line};
}

std::string contents(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw core::ConfigError(path.string(), "no such file.");
  if (std::filesystem::is_directory(status))
    throw core::ConfigError(path.string(), "is a folder, expected a TOML file.");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw core::ConfigError(path.string(), "cannot be read.");
  return text.str();
}

}  // namespace

const std::vector<TomlEntry>* TomlValue::table() const {
  return std::get_if<std::vector<TomlEntry>>(&value);
}

std::string type_text(const TomlValue& value) {
  constexpr std::array<const char*, std::variant_size_v<decltype(TomlValue::value)>> kNames{
      "a date or time",
      "true or false",
      "a whole number",
      "a number",
      "a text",
      "a list",
      "a table"};
  return kNames.at(value.value.index());
}

TomlValue parse_toml(std::string_view text, const std::string& name) {
  try {
    return converted_table(toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    throw core::ConfigError(place_text(name, line_of(error.source())),
                            "is no valid TOML: " + std::string(error.description()) + ".");
  }
}

TomlValue read_toml(const std::filesystem::path& path) {
  return parse_toml(contents(path), path.string());
}

std::string place_text(const std::filesystem::path& path, std::size_t line) {
  return path.string() + ":" + std::to_string(line);
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& candidates) {
  const auto near = core::nearest(text, candidates);
  return near ? "; did you mean " + *near + "?" : "";
}

}  // namespace calfemg::pipeline
