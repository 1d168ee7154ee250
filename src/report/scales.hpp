// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/session_table.hpp"
#include "report/clock.hpp"

namespace calfemg::report {

/// Seconds of the recording to horizontal position.
struct TimeScale {
  double start_s = 0.0;
  double end_s = 1.0;
  double left = 0.0;
  double width = 1.0;

  [[nodiscard]] double x(double seconds) const;  ///< clamped to the drawing

  [[nodiscard]] double right() const { return left + width; }

  [[nodiscard]] double seconds() const { return end_s - start_s; }
};

struct Tick {
  double position = 0.0;  ///< seconds, or microvolts
  std::string label;
  bool midnight = false;
};

/// Ticks on round clock times (round elapsed times without a start time), at most about
/// `most` of them. Labels have seconds only when the step asks for them.
[[nodiscard]] std::vector<Tick> time_ticks(const TimeScale& scale, const Clock& clock, int most);

/// Microvolts to height, logarithmic: rest (a few uV) and cramp (hundreds) are both readable.
struct AmplitudeScale {
  double low_uv = 1.0;
  double high_uv = 100.0;

  /// 0 at the low end, 1 at the high end; clamped.
  [[nodiscard]] double fraction(double uv) const;
};

/// Whole decades around what the envelopes hold between two times outside of artefacts, which
/// would squeeze everything else; 1 to 100 uV at least.
[[nodiscard]] AmplitudeScale amplitude_scale(std::span<const core::ChannelTable* const> channels,
                                             const std::vector<core::Event>& events,
                                             const core::Interval& window);

/// The decades of the scale, its ends included.
[[nodiscard]] std::vector<Tick> amplitude_ticks(const AmplitudeScale& scale);

}  // namespace calfemg::report
