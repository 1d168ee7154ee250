// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Fills in what the leading channel does before and after: its level, how sharply the candidate
/// stands out from it, and single twitches (fasciculations come before and after a cramp); and how
/// much motion and hum there is inside.
void describe_surroundings(CrampEvidence& evidence,
                           const ChannelView& channel,
                           const core::Interval& candidate);

}  // namespace calfemg::detect
