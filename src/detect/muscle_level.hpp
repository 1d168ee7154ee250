// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "detect/session_view.hpp"

namespace calfemg::detect {

/// The calf (gastrocnemius, soleus) or tibialis anterior of one leg as one envelope: each value is
/// that of the channel that is then highest, in multiples of its rest level. NaN where none is
/// usable.
struct MuscleLevel {
  core::Leg leg = core::Leg::left;
  bool is_calf = false;
  std::vector<std::size_t> channels;  ///< indices into SessionView::channels
  core::Grid bins;
  std::vector<double> multiple;  ///< [bin]
};

/// One for each of the four muscle groups that has a channel with a rest level: left before right,
/// calf before tibialis. All on the bins of the session's first channel.
[[nodiscard]] std::vector<MuscleLevel> muscle_levels(const SessionView& view, double smoothing_s);

/// Median of the known values of a run; NaN when there is none.
[[nodiscard]] double median_multiple(const MuscleLevel& level, Run run);

/// An event of a leg (or of both) over some bins, with the channels of the levels that take part.
[[nodiscard]] core::Event event_of_levels(const SessionView& view,
                                          core::EventType type,
                                          std::span<const MuscleLevel* const> levels,
                                          Run run);

/// Share of a stretch of time that events of a type on a leg cover.
[[nodiscard]] double covered_share(const core::Interval& interval,
                                   core::Leg leg,
                                   core::EventType type,
                                   std::span<const core::Event> events);

}  // namespace calfemg::detect
