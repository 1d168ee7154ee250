// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "detect/numbers.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// The channels that take part in an activity of one head, the leading one first, as one envelope:
/// each value is that of the channel that is then highest in multiples of its rest level, times the
/// rest level of the leading channel. NaN where no channel is usable.
using TakingPart = std::span<const ChannelView* const>;

/// Centred RMS over about `window_s`, one value for each bin of the interval; nothing outside of
/// the interval is looked at.
[[nodiscard]] std::vector<double> head_envelope(TakingPart channels,
                                                const core::Interval& interval,
                                                double window_s);

/// RMS of frames that do not overlap.
[[nodiscard]] std::vector<double> head_frames(TakingPart channels,
                                              const core::Interval& interval,
                                              double frame_s);

/// Share of the bins of an interval in which no channel is usable.
[[nodiscard]] double unusable_share(TakingPart channels, const core::Interval& interval);

}  // namespace calfemg::detect
