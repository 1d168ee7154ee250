// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "detect/cramp_context.hpp"
#include "detect/cramp_shape.hpp"
#include "detect/cramp_spread.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// The channels that take part, the one with the highest RMS in multiples of its rest level first,
/// the others in the order of their onsets.
std::vector<const ChannelView*> taking_part(const SessionView& view, const HeadPart& candidate) {
  std::vector<const ChannelView*> channels;
  double highest = 0.0;
  for (const SitePart& part : candidate.parts) {
    const ChannelView* channel = &view.channels[part.channel];
    if (std::find(channels.begin(), channels.end(), channel) != channels.end()) continue;
    const double multiple = rest_multiple(*channel, candidate.interval);
    channels.insert(multiple > highest ? channels.begin() : channels.end(), channel);
    highest = std::fmax(highest, multiple);
  }
  return channels;
}

}  // namespace

CrampEvidence cramp_evidence(const SessionView& view,
                             const Head& head,
                             const HeadPart& candidate,
                             const CrampOptions& options) {
  CrampEvidence evidence;
  evidence.duration_s = candidate.interval.duration_s;
  describe_shape(evidence, taking_part(view, candidate), candidate.interval, options);
  describe_spread(evidence, view, head, candidate.interval, options);
  evidence.awakening_latency_s = awakening_latency_s(view, candidate.interval.start_s, options);
  evidence.marker_latency_s = marker_latency_s(view, candidate.interval.start_s, options);
  return evidence;
}

std::vector<core::Measure> measures_of(const CrampEvidence& e) {
  return {{"rest_uv", e.rest_uv},
          {"median_uv", e.median_uv},
          {"peak_uv", e.peak_uv},
          {"median_rest_multiple", e.median_rest_multiple},
          {"peak_rest_multiple", e.peak_rest_multiple},
          {"tonicity", e.tonicity},
          {"modulation_depth", e.modulation_depth},
          {"returns_per_s", e.returns_per_s},
          {"rise_s", e.rise_s},
          {"decay_s", e.decay_s},
          {"head_dominance", e.head_dominance},
          {"contralateral_rest_multiple", e.contralateral_rest_multiple},
          {"tibialis_rest_multiple", e.tibialis_rest_multiple},
          {"co_activation_share", e.co_activation_share},
          {"synchronous_groups", e.synchronous_groups},
          {"artifact_share", e.artifact_share},
          {"awakening_latency_s", e.awakening_latency_s},
          {"marker_latency_s", e.marker_latency_s}};
}

}  // namespace calfemg::detect
