// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calfemg::core {

/// When a recording began, as far as the file says. All clock times in reports are local to the
/// recorder. Kept to the microsecond.
struct StartTime {
  long long local_microseconds = 0;       ///< since 1970-01-01T00:00:00 of the recorder's clock
  std::optional<int> utc_offset_minutes;  ///< absent: local time of an unknown zone
};

/// Reads ISO 8601, "2026-03-28T23:10:05.250+01:00", "…Z", a blank for the T, seconds optional; a
/// fraction only of seconds.
/// @return nullopt for anything else, an impossible date or offset included
[[nodiscard]] std::optional<StartTime> start_time_from_iso(std::string_view text);

/// The inverse; fraction only when there is one, offset only when known.
[[nodiscard]] std::string to_iso(const StartTime& start);

/// Clock time "HH:MM:SS" at `seconds` after the start (wall clock of the recorder, no DST jump).
[[nodiscard]] std::string clock_time(const StartTime& start, double seconds_after);

/// "H:MM:SS" since the recording start, for recordings without a start time; "-H:MM:SS" before it.
[[nodiscard]] std::string elapsed_time(double seconds);

}  // namespace calfemg::core
