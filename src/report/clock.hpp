// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/recording.hpp"

namespace calfemg::report {

/// Turns seconds of the recording into what a reader of the page expects to see.
class Clock {
 public:
  explicit Clock(const std::optional<core::StartTime>& start) : start_(start) {}

  /// False: the recording does not say when it began, and all times are elapsed times.
  [[nodiscard]] bool knows_time_of_day() const { return start_.has_value(); }

  /// "02:13:05" by the recorder's clock, else "3:02:55" since the start.
  [[nodiscard]] std::string at(double seconds) const;

  /// "02:13" or "3:02".
  [[nodiscard]] std::string to_the_minute(double seconds) const;

  /// "02:13:05 (3:02:55 after the start)"; without a start time "3:02:55 after the start".
  [[nodiscard]] std::string in_full(double seconds) const;

  /// "28 March 2026"; empty without a start time.
  [[nodiscard]] std::string date(double seconds) const;

  /// "UTC+01:00", "local time, zone unknown"; empty without a start time.
  [[nodiscard]] std::string zone() const;

  /// Seconds of the local day at the start, 0 without a start time: ticks fall on round clock
  /// times.
  [[nodiscard]] double start_of_day_offset_s() const;

 private:
  std::optional<core::StartTime> start_;
};

/// "4.2 s", "42 s", "1 min 25 s", "7 h 42 min"; "n/a" for NaN.
/// The blanks are U+00A0: a duration is never broken over two lines.
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace calfemg::report
