// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/config.hpp"
#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

std::string capital(std::string_view sentence) {
  std::string text(sentence);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string unit_text(const Option& option) {
  if (option.text.unit.empty()) return "none";
  return option.text.unit == "1" ? "1 (a pure number)" : std::string(option.text.unit);
}

}  // namespace

std::vector<core::Setting> settings(const Config& config) {
  std::vector<core::Setting> result;
  for (const auto& option : option_table()) {
    const std::string key(option.text.key);
    const auto origin = config.origins.find(key);
    result.push_back({key,
                      plain_text(option.get(config.options)),
                      plain_text(option.get({})),
                      std::string(option.text.unit),
                      origin == config.origins.end() ? "default" : origin->second});
  }
  return result;
}

std::string effective_toml(const Config& config) {
  std::string text;
  for (const auto& option : option_table())
    text += std::string(option.text.key) + " = " + toml_text(option.get(config.options)) + "\n";
  return text;
}

std::string commented_defaults() {
  std::string text;
  std::string_view section;
  for (const auto& option : option_table()) {
    if (option.section() != section) {
      if (!section.empty()) text += "\n";
      section = option.section();
      text += "[" + std::string(section) + "]\n";
    }
    const std::string range = range_text(option);
    text += "# " + capital(option.text.meaning) + ".\n# Unit: " + unit_text(option) + ".";
    if (!range.empty()) text += " Range: " + range + ".";
    text += " Source: " + std::string(option.text.source) + ".\n";
    text += std::string(option.name()) + " = " + toml_text(option.get({})) + "\n";
  }
  return text;
}

}  // namespace calfemg::pipeline
