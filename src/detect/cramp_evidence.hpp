// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/cramp_candidates.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// What is known about one candidate: all that a decision may look at. NaN: cannot be known here
/// (no other head, no hypnogram, ...). Amplitudes are those of the head's channels that take part,
/// in each moment the one highest above rest, on the scale of the leading channel; "core" is the
/// candidate without the stretch-break that may end it. Formulas: docs/detectors.md#cramp.
struct CrampEvidence {
  double duration_s = core::kMissing;
  double rest_uv = core::kMissing;               ///< rest level of the leading channel
  double median_uv = core::kMissing;             ///< of the smoothed envelope
  double peak_uv = core::kMissing;               ///< largest value of the smoothed envelope
  double median_rest_multiple = core::kMissing;  ///< median_uv / rest_uv
  double peak_rest_multiple = core::kMissing;
  double tonicity = core::kMissing;          ///< share of frames above the offset gate, 0..1
  double modulation_depth = core::kMissing;  ///< (P90 - P10) / (P90 + P10), trend removed, 0..1
  double returns_per_s = core::kMissing;     ///< falls from above onset gate to below offset gate
  double rise_s = core::kMissing;            ///< onset to 90 % of the median height
  double decay_s = core::kMissing;           ///< 90 % of the median height to the end
  double head_dominance = core::kMissing;    ///< ln(own x rest / other head x rest); > 0: own
  double contralateral_rest_multiple = core::kMissing;  ///< strongest calf channel, other leg
  double tibialis_rest_multiple = core::kMissing;       ///< strongest TA channel, same leg
  double co_activation_share = core::kMissing;  ///< largest share of time that TA, other leg act
  double synchronous_groups = core::kMissing;   ///< muscles beyond this calf starting with it
  double artifact_share = core::kMissing;       ///< no channel of it usable, 0..1
  double awakening_latency_s = core::kMissing;  ///< change from sleep to wake, after onset
  double marker_latency_s = core::kMissing;     ///< patient marker, after onset
};

[[nodiscard]] CrampEvidence cramp_evidence(const SessionView& view,
                                           const Head& head,
                                           const HeadPart& candidate,
                                           const CrampOptions& options);

/// The evidence as the measures of an event, always all of them in the same order.
[[nodiscard]] std::vector<core::Measure> measures_of(const CrampEvidence& evidence);

}  // namespace calfemg::detect
