// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Fills in who leads: lag of the other head of the leg and of the second site, and how fast the
/// activity spread between sites when their distance is known.
void describe_relations(CrampEvidence& evidence,
                        const SessionView& view,
                        const Head& head,
                        const HeadPart& candidate,
                        const CrampOptions& options);

}  // namespace calfemg::detect
