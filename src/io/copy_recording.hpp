// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>

#include "core/recording.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::io {

/// What `copy_recording` writes of each block: the type that holds every stored number of it
/// exactly, voltages in microvolts, names that can stand in a path of HDF5.
[[nodiscard]] core::RecordingInfo stored_form(const core::RecordingInfo& info);

/// Writes a recording of any layout in the calfemg layout 1.0, with gaps, annotations, hypnogram,
/// start and context as `info` has them. Whole numbers are stored as they were, in gaps 0; samples
/// read back are bit for bit those of `reader`.
/// @param info      of the reader, or with what side files add; its blocks are those of the reader
/// @param progress  told the share that is done (0..1) now and then; may throw to end the copy
/// @throws core::OutputError, core::FileError; then nothing appears under `path`
void copy_recording(RecordingReader& reader,
                    const core::RecordingInfo& info,
                    const std::filesystem::path& path,
                    const std::function<void(double)>& progress);

}  // namespace calfemg::io
