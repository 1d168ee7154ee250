// SPDX-License-Identifier: Apache-2.0
#include "export/provenance_reader.hpp"

#include <fstream>

#include "export/json.hpp"

namespace calfemg::exporting {

std::optional<std::string> input_sha256_of(const std::filesystem::path& provenance) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(provenance, ignored)) return std::nullopt;
  std::ifstream file(provenance);
  const auto json = Json::parse(file, nullptr, false);
  if (!json.is_object() || !json.contains("format") || json["format"] != "calfemg-provenance")
    return std::nullopt;
  const auto input = json.find("input");
  if (input == json.end() || !input->is_object()) return std::nullopt;
  const auto hash = input->find("sha256");
  if (hash == input->end() || !hash->is_string()) return std::nullopt;
  return hash->get<std::string>();
}

}  // namespace calfemg::exporting
