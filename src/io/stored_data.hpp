// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "io/hdf5_handle.hpp"
#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// What is known about an HDF5 filter that is not there: "32001 (blosc)".
struct MissingFilter {
  std::string label;
  std::string
      remedy;  ///< the Debian package with its plug-in, or else what to do where it is there
};

/// @param stored_name  how the file calls it; may be empty
/// Numbers: https://github.com/HDFGroup/hdf5_plugins, docs/RegisteredFilterPlugins.md.
/// Packages: Debian 12.
[[nodiscard]] MissingFilter missing_filter(int number, const std::string& stored_name);

/// Refuses a data set whose filters are not all there.
/// @throws core::FileError  with number, name and what to install
void require_filters(const Hdf5Node& dataset);

/// Refuses a data set whose numbers lie in other files: external storage, or virtual.
/// @throws core::FormatError
void require_stored_inside(const Hdf5Node& dataset);

/// Refuses a data set that was declared but never written, or that cannot be in a file of this
/// size.
/// @throws core::FormatError
void require_real_size(const Hdf5Node& dataset);

/// Refuses a link that leads to another file: a recording is one file, and a file from elsewhere
/// must not choose what is read.
/// @throws core::FormatError
void require_link_inside(const Hdf5Node& group, const std::string& name);

/// How to open an object so that no soft link on the way leads to another file.
[[nodiscard]] Hdf5Handle staying_inside();

}  // namespace calfemg::io
