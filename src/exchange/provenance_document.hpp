// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "export/json.hpp"

namespace calfemg::exchange {

inline constexpr const char* kProvenanceFile = "provenance.json";

/// The provenance of a session folder.
/// @throws core::FileError    there is none
/// @throws core::FormatError  it is not what calfemg writes
[[nodiscard]] exporting::Json read_provenance(const std::filesystem::path& folder);

}  // namespace calfemg::exchange
