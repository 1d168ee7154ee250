// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::exporting {

/// A row of a table of events that a person or any program wrote.
struct EventRow {
  double onset_s = 0.0;
  double duration_s = 0.0;
  std::string type;  ///< column trial_type, as it stands
  std::string leg;   ///< column leg, as it stands; "" when there is none
  std::size_t line = 0;
};

/// Reads onset, duration, trial_type and, where it exists, leg from a BIDS-like table; other
/// columns are passed over. More lenient than `read_events_tsv`, which knows its own columns only.
/// @throws core::FileError when there is no such file
/// @throws core::FormatError naming the line, for a missing column or a time that is no number
[[nodiscard]] std::vector<EventRow> read_event_rows(const std::filesystem::path& path);

/// Reads a hypnogram: column stage (W, N1, N2, N3, R, and words such as wake, REM, unscored), one
/// row for each epoch; with the columns onset and duration (s) their first values give start and
/// length of the epochs, which must follow each other; else epochs of 30 s from 0.
/// @throws core::FileError when there is no such file
/// @throws core::FormatError naming the line
[[nodiscard]] core::Hypnogram read_hypnogram_tsv(const std::filesystem::path& path);

}  // namespace calfemg::exporting
