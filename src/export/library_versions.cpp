// SPDX-License-Identifier: Apache-2.0
#include "export/library_versions.hpp"

#include <libdeflate.h>

#include <nlohmann/json.hpp>

namespace calfemg::exporting {

std::string json_library_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

std::string deflate_library_version() {
  return LIBDEFLATE_VERSION_STRING;
}

}  // namespace calfemg::exporting
