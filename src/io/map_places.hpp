// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/recording.hpp"
#include "io/hdf5_node.hpp"
#include "io/layout_map.hpp"

namespace calfemg::io {

/// Refuses keys of a map that a layout has no use for: a file that says where its samples are is
/// not read elsewhere because of a map.
/// @throws core::FormatError
void check_places(const LayoutMap& map, std::string_view layout);

/// Start time, hypnogram and annotations from where the map says that the file keeps them.
/// @throws core::FormatError  nothing there, or something else
void apply_places(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info);

}  // namespace calfemg::io
