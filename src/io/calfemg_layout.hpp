// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recording.hpp"
#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// What a calfemg recording holds beside its signals. Each part may be absent.
/// @throws core::FormatError  unknown stage codes, columns of different lengths, negative durations
void read_hypnogram(const Hdf5Node& root, core::RecordingInfo& info);
void read_annotations(const Hdf5Node& root, core::RecordingInfo& info);
void read_context(const Hdf5Node& root, core::RecordingInfo& info);

/// The declared gaps of a block, sorted. `block` has its rate, start and sample_count.
/// @throws core::FormatError  outside the block, negative or not a number
void read_gaps(const Hdf5Node& group, core::BlockInfo& block);

}  // namespace calfemg::io
