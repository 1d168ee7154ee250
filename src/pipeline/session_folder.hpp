// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::pipeline {

/// Where the results of a recording go below `output_root`: subject and session of the file, or its
/// name when it has none, made safe as a file name.
/// @throws core::OutputError when that folder holds something else: results of another recording,
/// or
///                           files that calfemg did not write
[[nodiscard]] std::filesystem::path result_folder(const std::filesystem::path& output_root,
                                                  const core::RecordingInfo& info,
                                                  const std::string& input_sha256);

/// The folder `name` below `output_root` for the results of a recording that has it for its own:
/// results of an older state of the recording are replaced.
/// @throws core::OutputError when that folder holds files that calfemg did not write
[[nodiscard]] std::filesystem::path own_result_folder(const std::filesystem::path& output_root,
                                                      const std::string& name);

/// Writes every result file of a session into `folder`, where the rows of its features wait as
/// exporting::feature_part of each channel; `result.provenance` last, with the hashes
/// of the others.
/// @throws core::OutputError
void write_session_files(const std::filesystem::path& folder,
                         const core::SessionTable& table,
                         const core::SessionResult& result);

}  // namespace calfemg::pipeline
