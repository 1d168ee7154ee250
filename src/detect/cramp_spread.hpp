// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Median level of a channel over a stretch of time (RMS of frames of 0.25 s) in multiples of its
/// rest level, which short movements on top do not change; NaN when unknown.
[[nodiscard]] double rest_multiple(const ChannelView& channel, const core::Interval& interval);

/// Fills in what the other muscles do: the other head (for soleus: the heads above it), tibialis
/// anterior and the other leg, over the core of the candidate.
void describe_spread(CrampEvidence& evidence,
                     const SessionView& view,
                     const Head& head,
                     const core::Interval& candidate,
                     const CrampOptions& options);

}  // namespace calfemg::detect
