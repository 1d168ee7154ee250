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
  double tonicity = core::kMissing;           ///< share of frames above the offset gate, 0..1
  double modulation_depth = core::kMissing;   ///< (P90 - P10) / (P90 + P10), trend removed, 0..1
  double returns_per_s = core::kMissing;      ///< falls from above onset gate to below offset gate
  double crest = core::kMissing;              ///< ln of peak over RMS in 50 ms, median
  double roughness_short = core::kMissing;    ///< uneven level at 0.2 s, 0: steady noise
  double roughness_long = core::kMissing;     ///< uneven level at 2 s, 0: steady noise
  double common_modulation = core::kMissing;  ///< ln of envelope power 1.1-1.8 Hz over 0.5-8 Hz
  double rhythm_prominence = core::kMissing;  ///< ln of the highest peak 0.5-4 Hz over 0.5-8 Hz
  double rise_s = core::kMissing;             ///< onset to 90 % of the median height
  double decay_s = core::kMissing;            ///< 90 % of the median height to the end
  double before_rest_multiple = core::kMissing;  ///< median 15 to 1 s before, leading channel
  double after_rest_multiple = core::kMissing;   ///< median 1 to 30 s after
  double step_up = core::kMissing;    ///< ln of median inside over median 6 to 1 s before
  double step_down = core::kMissing;  ///< ln of median inside over median 1 to 6 s after
  double twitches_before_per_s = core::kMissing;  ///< single bins at twice the median, 12 s
  double twitches_after_per_s = core::kMissing;   ///< the same in 25 s after
  double site_dominance = core::kMissing;         ///< ln(leading site x rest / second site x rest)
  double site_correlation = core::kMissing;       ///< of the envelopes of leading and second site
  double site_drift = core::kMissing;             ///< SD of ln(leading / second site), 2-s frames
  double head_correlation = core::kMissing;       ///< highest r with an envelope of the other head
  double tibialis_correlation = core::kMissing;   ///< highest r with an envelope of TA, same leg
  double head_dominance = core::kMissing;         ///< ln(own x rest / other head x rest); > 0: own
  double head_lag_s = core::kMissing;       ///< onset of the other head after this one; < 0: before
  double site_lag_s = core::kMissing;       ///< onset of the second site after the first
  double spread_mm_per_s = core::kMissing;  ///< distance of the sites over that lag
  double contralateral_rest_multiple = core::kMissing;  ///< strongest calf channel, other leg
  double tibialis_rest_multiple = core::kMissing;       ///< strongest TA channel, same leg
  double co_activation_share = core::kMissing;  ///< largest share of time that TA, other leg act
  double synchronous_groups = core::kMissing;   ///< muscles beyond this calf starting with it
  double motion_share = core::kMissing;         ///< ln of RMS below the band over RMS in it, median
  double hum_share = core::kMissing;       ///< ln of RMS at mains harmonics over RMS in it, median
  double artifact_share = core::kMissing;  ///< no channel of it usable, 0..1
  double awakening_latency_s = core::kMissing;  ///< change from sleep to wake, after onset
  double marker_latency_s = core::kMissing;     ///< patient marker, after onset
};

[[nodiscard]] CrampEvidence cramp_evidence(const SessionView& view,
                                           const Head& head,
                                           const HeadPart& candidate,
                                           const CrampOptions& options);

/// The evidence as the measures of an event, always all of them in the same order.
[[nodiscard]] std::vector<core::Measure> measures_of(const CrampEvidence& evidence);

/// All that a model may weigh: the measures, and the duration, which is a column of its own.
[[nodiscard]] std::vector<core::Measure> weighable(const CrampEvidence& evidence);

}  // namespace calfemg::detect
