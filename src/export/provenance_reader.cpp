// SPDX-License-Identifier: Apache-2.0
#include "export/provenance_reader.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "export/json.hpp"

namespace calfemg::exporting {
namespace {

// The text at json[group][name]; "" when there is none.
std::string text_at(const Json& json, const std::string& group, const std::string& name) {
  const auto member = json.find(group);
  if (member == json.end() || !member->is_object()) return {};
  const auto value = member->find(name);
  return value != member->end() && value->is_string() ? value->get<std::string>() : std::string();
}

std::map<std::string, std::string> texts_of(const Json& json, const std::string& group) {
  std::map<std::string, std::string> texts;
  const auto member = json.find(group);
  if (member == json.end() || !member->is_object()) return texts;
  for (const auto& [name, value] : member->items()) {
    if (value.is_string()) texts[name] = value.get<std::string>();
  }
  return texts;
}

}  // namespace

std::optional<ResultKeys> result_keys_of(const std::filesystem::path& provenance) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(provenance, ignored)) return std::nullopt;
  std::ifstream file(provenance);
  const auto json = Json::parse(file, nullptr, false);
  if (!json.is_object() || !json.contains("format") || json["format"] != "calfemg-provenance")
    return std::nullopt;
  ResultKeys keys;
  keys.input_sha256 = text_at(json, "input", "sha256");
  if (keys.input_sha256.empty()) return std::nullopt;
  keys.input_path = text_at(json, "input", "path");
  keys.program_version = text_at(json, "program", "version");
  keys.commit = text_at(json, "program", "commit");
  keys.config_sha256 = text_at(json, "config", "sha256");
  keys.layout_map_sha256 = text_at(json, "layout_map", "sha256");
  keys.given = texts_of(json, "given");
  return keys;
}

std::optional<std::string> input_sha256_of(const std::filesystem::path& provenance) {
  const auto keys = result_keys_of(provenance);
  return keys ? std::optional(keys->input_sha256) : std::nullopt;
}

}  // namespace calfemg::exporting
