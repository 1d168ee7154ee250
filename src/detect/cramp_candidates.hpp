// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/session_result.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Envelope levels between which activity starts and ends.
struct Gates {
  double onset_uv = core::kMissing;
  double offset_uv = core::kMissing;
};

/// onset  = max(B + onset_sigma s, onset_rest_multiple B, B + onset_above_uv), offset alike and not
/// above onset; B, s: rest level and spread. NaN when the rest level is not known.
[[nodiscard]] Gates cramp_gates(const core::RestLevel& rest, const CrampOptions& options);

/// Whatever could be a cramp of this head: the stretches in which the strongest of its channels, in
/// multiples of rest, lies above a level, for a ladder of levels. They are nested: a cramp that is
/// followed by residual tension is there with it and without it, and the decision takes the better
/// of the two. Ordered by level, then onset.
[[nodiscard]] std::vector<HeadPart> head_candidates(const SessionView& view,
                                                    const Head& head,
                                                    const CrampOptions& options);

}  // namespace calfemg::detect
