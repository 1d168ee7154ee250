// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

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

}  // namespace calfemg::exporting
