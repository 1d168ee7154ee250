// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::exporting {

/// Version of nlohmann json, e.g. "3.11.2".
[[nodiscard]] std::string json_library_version();

/// Version of the zlib that is loaded, e.g. "1.2.13".
[[nodiscard]] std::string zlib_library_version();

}  // namespace calfemg::exporting
