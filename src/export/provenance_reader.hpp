// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace calfemg::exporting {

/// SHA-256 of the recording that a results folder was made from, as its provenance.json says.
/// @return nullopt when there is no such file or it is not one that calfemg wrote
[[nodiscard]] std::optional<std::string> input_sha256_of(const std::filesystem::path& provenance);

}  // namespace calfemg::exporting
