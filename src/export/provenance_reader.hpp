// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace calfemg::exporting {

/// What decides whether results are still those that an analysis would give now.
struct ResultKeys {
  std::string program_version;
  std::string commit;
  std::string config_sha256;
  std::string input_path;
  std::string input_sha256;
  std::string layout_map_sha256;             ///< "" without a map
  std::map<std::string, std::string> given;  ///< what a list said about the recording
};

/// The keys of a provenance.json.
/// @return nullopt when there is no such file or it is not one that calfemg wrote
[[nodiscard]] std::optional<ResultKeys> result_keys_of(const std::filesystem::path& provenance);

/// SHA-256 of the recording that a results folder was made from, as its provenance.json says.
/// @return nullopt when there is no such file or it is not one that calfemg wrote
[[nodiscard]] std::optional<std::string> input_sha256_of(const std::filesystem::path& provenance);

}  // namespace calfemg::exporting
