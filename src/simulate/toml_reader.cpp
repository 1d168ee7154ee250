// SPDX-License-Identifier: Apache-2.0
#include "simulate/toml_reader.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::simulate {
namespace {

std::string place(const std::filesystem::path& path, std::size_t line) {
  return path.string() + ":" + std::to_string(line);
}

std::size_t line_of(const toml::node& node) {
  return static_cast<std::size_t>(node.source().begin.line);
}

std::string near_text(const std::string& word, const std::vector<std::string>& known) {
  const auto near = core::nearest(word, known);
  return near ? "; did you mean " + *near + "?" : "";
}

std::optional<double> number_of(const toml::node& node) {
  if (const auto* whole = node.as_integer()) return static_cast<double>(whole->get());
  if (const auto* real = node.as_floating_point()) return real->get();
  return std::nullopt;
}

std::optional<Range> range_of(const toml::node& node) {
  if (const auto single = number_of(node)) return Range{*single, *single};
  const auto* pair = node.as_array();
  if (pair == nullptr || pair->size() != 2) return std::nullopt;
  const auto low = number_of((*pair)[0]);
  const auto high = number_of((*pair)[1]);
  if (!low || !high || *low > *high) return std::nullopt;
  return Range{*low, *high};
}

bool within(const Range& value, const Range& allowed) {
  return value.low >= allowed.low && value.high <= allowed.high;  // false for NaN
}

std::string ends_text(const Range& allowed) {
  return core::number_text(allowed.low) + " to " + core::number_text(allowed.high);
}

}  // namespace

toml::table TomlReader::parse() const {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path_, ignored))
    throw core::ConfigError(path_.string(), "no such file, expected a scenario (TOML).");
  std::ifstream file(path_, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  try {
    return toml::parse(content.str(), path_.string());
  } catch (const toml::parse_error& error) {
    throw core::ConfigError(place(path_, static_cast<std::size_t>(error.source().begin.line)),
                            "is no valid TOML: " + std::string(error.description()) + ".");
  }
}

void TomlReader::read(const toml::table& table, const std::vector<Field>& fields) {
  std::vector<std::string> known;
  known.reserve(fields.size());
  for (const auto& field : fields)
    known.push_back(field.key);
  for (const auto& [key, node] : table) {
    const std::string text(key.str());
    const auto found = std::find(known.begin(), known.end(), text);
    if (found == known.end()) {
      refuse(text, node, "unknown key" + near_text(text, known));
    } else {
      fields[static_cast<std::size_t>(found - known.begin())].take(text, node);
    }
  }
}

TomlReader::Field TomlReader::number(const std::string& key, double& target, Range allowed) {
  return {key, [this, &target, allowed](const std::string& found_key, const toml::node& node) {
            const auto value = number_of(node);
            if (value && within({*value, *value}, allowed)) {
              target = *value;
            } else {
              refuse(found_key, node, "expected a number in " + ends_text(allowed));
            }
          }};
}

TomlReader::Field TomlReader::range(const std::string& key, Range& target, Range allowed) {
  return {key, [this, &target, allowed](const std::string& found_key, const toml::node& node) {
            const auto value = range_of(node);
            if (value && within(*value, allowed)) {
              target = *value;
            } else {
              refuse(found_key, node, "expected a number or [low, high] in " + ends_text(allowed));
            }
          }};
}

TomlReader::Field TomlReader::flag(const std::string& key, bool& target) {
  return {key, [this, &target](const std::string& found_key, const toml::node& node) {
            if (const auto* value = node.as_boolean()) {
              target = value->get();
            } else {
              refuse(found_key, node, "expected true or false");
            }
          }};
}

TomlReader::Field TomlReader::text(const std::string& key, std::string& target) {
  return {key, [this, &target](const std::string& found_key, const toml::node& node) {
            if (const auto* value = node.as_string()) {
              target = value->get();
            } else {
              refuse(found_key, node, "expected a text");
            }
          }};
}

TomlReader::Field TomlReader::word(const std::string& key,
                                   std::string& target,
                                   const std::vector<std::string>& allowed) {
  return {key, [this, &target, allowed](const std::string& found_key, const toml::node& node) {
            const auto* value = node.as_string();
            const std::string found = value == nullptr ? "" : value->get();
            if (std::find(allowed.begin(), allowed.end(), found) != allowed.end()) {
              target = found;
            } else {
              refuse(found_key,
                     node,
                     "expected one of " + core::join(allowed, ", ") + near_text(found, allowed));
            }
          }};
}

TomlReader::Field TomlReader::section(const std::string& key, std::vector<Field> fields) {
  return {key,
          [this, fields = std::move(fields)](const std::string& found_key, const toml::node& node) {
            if (const auto* table = node.as_table()) {
              read(*table, fields);
            } else {
              refuse(found_key, node, "expected a section [" + found_key + "]");
            }
          }};
}

std::vector<std::string> TomlReader::words(const std::string& key, const toml::node& node) {
  std::vector<std::string> found;
  const auto* list = node.as_array();
  if (list == nullptr) refuse(key, node, "expected a list of texts");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (const auto* item = (*list)[i].as_string()) {
      found.push_back(item->get());
    } else {
      refuse(key, (*list)[i], "expected a text in the list");
    }
  }
  return found;
}

void TomlReader::refuse(const std::string& key,
                        const toml::node& node,
                        const std::string& problem) {
  const std::string stop = problem.ends_with('?') ? "" : ".";
  problems_.emplace_back(place(path_, line_of(node)), key + ": " + problem + stop);
}

void TomlReader::finish() const {
  if (problems_.empty()) return;
  std::vector<std::string> lines;
  for (const auto& [where, sentence] : problems_)
    lines.push_back(core::join(std::vector<std::string>{where, sentence}, ": "));
  lines.front() = problems_.front().second;  // the constructor puts the place before it
  throw core::ConfigError(problems_.front().first, core::join(lines, "\n"));
}

}  // namespace calfemg::simulate
