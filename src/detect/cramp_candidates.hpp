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

/// Stretches of one channel that could be part of a cramp: above the onset gate for `onset_share`
/// of `onset_window_s`, followed to both sides down to the offset gate; long weak lead-ins and
/// residues are cut off.
[[nodiscard]] std::vector<core::Interval> channel_candidates(const ChannelView& channel,
                                                             const CrampOptions& options);

/// The candidates of a head: those of its channels, joined.
[[nodiscard]] std::vector<HeadPart> head_candidates(const SessionView& view,
                                                    const Head& head,
                                                    const CrampOptions& options);

}  // namespace calfemg::detect
