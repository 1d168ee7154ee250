// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "io/layout_map.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::io {

/// Opens an EDF, EDF+, BDF or BDF+ file and applies the map; docs/data_format.md says what is taken
/// from where.
/// @throws core::FileError, core::FormatError  as open_recording
[[nodiscard]] std::unique_ptr<RecordingReader> open_edf(const std::filesystem::path& path,
                                                        const LayoutMap& map);

}  // namespace calfemg::io
