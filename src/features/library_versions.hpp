// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::features {

/// Version of Eigen, e.g. "3.4.0".
[[nodiscard]] std::string eigen_version();

}  // namespace calfemg::features
