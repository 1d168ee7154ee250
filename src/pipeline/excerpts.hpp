// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "io/recording_reader.hpp"

namespace calfemg::pipeline {

/// Reads the signal of events once more: three seconds around the strongest moment of each cramp
/// and of the turned-down candidates that came closest, in the first channel of the event, and the
/// spectra of event and rest. At most 60 in all; cramps go first, in the order of the night.
[[nodiscard]] std::vector<core::SignalExcerpt> take_excerpts(
    io::RecordingReader& reader,
    const core::SessionTable& table,
    const std::vector<core::Event>& events);

}  // namespace calfemg::pipeline
