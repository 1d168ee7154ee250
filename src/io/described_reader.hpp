// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/recording.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::io {

/// The same samples, about which `info` is known. Blocks and channels are those of the reader.
[[nodiscard]] std::unique_ptr<RecordingReader> with_info(std::unique_ptr<RecordingReader> reader,
                                                         core::RecordingInfo info);

}  // namespace calfemg::io
