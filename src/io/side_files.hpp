// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "io/layout_map.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::io {

/// Files that belong to a recording, named by the user. Nothing is looked for beside a recording.
struct SideFiles {
  std::optional<std::filesystem::path> hypnogram;    ///< replaces the hypnogram of the recording
  std::optional<std::filesystem::path> annotations;  ///< come to those of the recording
};

/// open_recording, with what the side files add; notes say what they did.
/// @throws as open_recording and read_side_file; core::FormatError also for a file of stages
///         without any
[[nodiscard]] std::unique_ptr<RecordingReader> open_recording(const std::filesystem::path& path,
                                                              const LayoutMap& map,
                                                              const SideFiles& side_files);

}  // namespace calfemg::io
