// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// Names of the electrodes of a series, one for each column: the column `label`, `channel_name`,
/// `electrode_name` or `name` of /general/extracellular_ephys/electrodes, at the rows that
/// `electrodes` of the series lists. Empty when the file has no such names, or not one for each
/// column, or two that are alike.
[[nodiscard]] std::vector<std::string> nwb_electrode_names(const Hdf5Node& root,
                                                           const Hdf5Node& series,
                                                           std::size_t columns);

/// The rows of the tables under /intervals become annotations.
/// @param first_s  seconds of the session at which the recording begins
void read_nwb_intervals(const Hdf5Node& root, double first_s, core::RecordingInfo& info);

}  // namespace calfemg::io
