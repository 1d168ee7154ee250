// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Fills in how the activity is spread over the sites of the head, and how far the envelopes of
/// other muscles go along with that of the leading channel. A cramp is a slowly moving fraction of
/// the muscle (Roeleveld 2000): its sites change against each other; a voluntary effort drives
/// sites and heads together.
void describe_sites(CrampEvidence& evidence,
                    const SessionView& view,
                    const Head& head,
                    const ChannelView& leading,
                    const core::Interval& candidate);

}  // namespace calfemg::detect
