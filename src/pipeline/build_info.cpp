// SPDX-License-Identifier: Apache-2.0
#include "pipeline/build_info.hpp"

#include <openssl/crypto.h>
#include <toml++/toml.h>

#include "export/library_versions.hpp"
#include "features/library_versions.hpp"
#include "io/library_versions.hpp"
#include "pipeline/version.hpp"
#include "signal/fft.hpp"

namespace calfemg::pipeline {

std::string program_version() {
  return kVersion;
}

std::string source_commit() {
  return kCommit;
}

std::map<std::string, std::string> library_versions() {
  const auto dotted = [](int major, int minor, int patch) {
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
  };
  return {
      {"Eigen", features::eigen_version()},
      {"FFTW", signal::fftw_library_version()},
      {"HDF5", io::hdf5_version()},
      {"OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING)},
      {"nlohmann-json", exporting::json_library_version()},
      {"toml++", dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH)},
      {"libdeflate", exporting::deflate_library_version()},
  };
}

}  // namespace calfemg::pipeline
