// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::exporting {

/// Version of nlohmann json, e.g. "3.11.2".
[[nodiscard]] std::string json_library_version();

/// Version of libdeflate that the program was built with, e.g. "1.14".
[[nodiscard]] std::string deflate_library_version();

}  // namespace calfemg::exporting
