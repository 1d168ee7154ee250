// SPDX-License-Identifier: Apache-2.0
#include "export/library_versions.hpp"

#include <zlib.h>

#include <nlohmann/json.hpp>

namespace calfemg::exporting {

std::string json_library_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

std::string zlib_library_version() {
  return zlibVersion();
}

}  // namespace calfemg::exporting
