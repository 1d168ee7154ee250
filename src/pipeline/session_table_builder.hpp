// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/session_table.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/analyze.hpp"
#include "pipeline/options.hpp"

namespace calfemg::pipeline {

/// Streams the whole recording through the signal path of each EMG channel, in blocks of fixed
/// length; channels are shared among `threads`. The table does not depend on the number of threads.
/// @param rows_folder  not empty: rows of features are written there as they come, one
///                     exporting::feature_part for each channel of the table, which then keeps only
///                     what detection needs
/// @throws core::FileError, core::FormatError, core::OutputError, core::Interrupted
[[nodiscard]] core::SessionTable build_session_table(io::RecordingReader& reader,
                                                     const Options& options,
                                                     int threads,
                                                     Progress& progress,
                                                     const std::filesystem::path& rows_folder = {});

}  // namespace calfemg::pipeline
