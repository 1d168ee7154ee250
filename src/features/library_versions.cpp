// SPDX-License-Identifier: Apache-2.0
#include "features/library_versions.hpp"

#include <Eigen/Core>

namespace calfemg::features {

std::string eigen_version() {
  return std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
         std::to_string(EIGEN_MINOR_VERSION);
}

}  // namespace calfemg::features
