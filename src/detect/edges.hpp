// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "core/recording.hpp"
#include "detect/runs.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Where the gates of a stretch of activity lie, for finding its edges on the bins themselves.
struct EdgeLevels {
  double rest_uv = 0.0;  ///< RMS outside
  double gate_uv = 0.0;  ///< RMS that a bin of the activity exceeds
  double height_share =
      0.0;  ///< ... and this share of the step's height, 0: the gate alone decides
};

/// Onset and end, in seconds, of an activity that a smoothed envelope shows in `run`.
///
/// At each edge the bins within `reach` are searched, from outside in, for the first one above
/// max(gate, rest + height_share * (level inside - rest)). Inside it the edge is where the energy
/// puts it: with the power p of the last two bins, rest power b and power a of the next three,
/// the activity fills (p1 + p2 - 2 b) / (a - b) of the two bins. A step is found exactly when the
/// envelope is free of noise.
[[nodiscard]] core::Interval refined(const ChannelView& channel,
                                     Run run,
                                     std::size_t reach,
                                     const EdgeLevels& levels);

}  // namespace calfemg::detect
