// SPDX-License-Identifier: Apache-2.0
#include "io/library_versions.hpp"

#include <hdf5.h>

namespace calfemg::io {

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace calfemg::io
