// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "detect/cramp_context.hpp"
#include "detect/cramp_relations.hpp"
#include "detect/cramp_shape.hpp"
#include "detect/cramp_sites.hpp"
#include "detect/cramp_spread.hpp"
#include "detect/cramp_surroundings.hpp"
#include "detect/cramp_texture.hpp"
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
  const std::vector<const ChannelView*> channels = taking_part(view, candidate);
  const ChannelView& leading = *channels.front();
  describe_shape(evidence, channels, candidate.interval, options);
  describe_texture(evidence, leading, candidate.interval);
  describe_surroundings(evidence, leading, candidate.interval);
  describe_sites(evidence, view, head, leading, candidate.interval);
  describe_spread(evidence, view, head, candidate.interval, options);
  describe_relations(evidence, view, head, candidate, options);
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
          {"crest", e.crest},
          {"roughness_short", e.roughness_short},
          {"roughness_long", e.roughness_long},
          {"common_modulation", e.common_modulation},
          {"rhythm_prominence", e.rhythm_prominence},
          {"rise_s", e.rise_s},
          {"decay_s", e.decay_s},
          {"before_rest_multiple", e.before_rest_multiple},
          {"after_rest_multiple", e.after_rest_multiple},
          {"step_up", e.step_up},
          {"step_down", e.step_down},
          {"twitches_before_per_s", e.twitches_before_per_s},
          {"twitches_after_per_s", e.twitches_after_per_s},
          {"site_dominance", e.site_dominance},
          {"site_correlation", e.site_correlation},
          {"site_drift", e.site_drift},
          {"head_correlation", e.head_correlation},
          {"tibialis_correlation", e.tibialis_correlation},
          {"head_dominance", e.head_dominance},
          {"head_lag_s", e.head_lag_s},
          {"site_lag_s", e.site_lag_s},
          {"spread_mm_per_s", e.spread_mm_per_s},
          {"contralateral_rest_multiple", e.contralateral_rest_multiple},
          {"tibialis_rest_multiple", e.tibialis_rest_multiple},
          {"co_activation_share", e.co_activation_share},
          {"synchronous_groups", e.synchronous_groups},
          {"motion_share", e.motion_share},
          {"hum_share", e.hum_share},
          {"artifact_share", e.artifact_share},
          {"awakening_latency_s", e.awakening_latency_s},
          {"marker_latency_s", e.marker_latency_s}};
}

std::vector<core::Measure> weighable(const CrampEvidence& e) {
  std::vector<core::Measure> all = measures_of(e);
  all.push_back({"duration_s", e.duration_s});
  return all;
}

}  // namespace calfemg::detect
