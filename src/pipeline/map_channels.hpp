// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/layout_map.hpp"
#include "pipeline/map_values.hpp"
#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {

/// The [[channel]] tables of a layout map. What is wrong with them goes to `values`.
[[nodiscard]] std::vector<io::ChannelMap> read_map_channels(const TomlEntry& entry,
                                                            MapValues& values);

}  // namespace calfemg::pipeline
