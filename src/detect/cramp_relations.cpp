// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_relations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/cramp_candidates.hpp"
#include "detect/head_envelope.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kHeldS = 1.0;      // a head that takes part is active for most of this
constexpr double kHeldShare = 0.8;  // ... that is, for this share of it

/// When the envelope of a channel first exceeds its onset gate and mostly stays above it; NaN when
/// it never does.
double first_active_s(const ChannelView& channel,
                      const core::Interval& searched,
                      const CrampOptions& options) {
  const double gate_uv = cramp_gates(channel.rest, options).onset_uv;
  const ChannelView* const one = &channel;
  const std::vector<double> level =
      head_envelope({&one, 1}, searched, options.evidence_smoothing_s);
  const core::Grid& bins = channel.table->bins;
  const std::size_t held = steps_in(kHeldS, bins.step_s, 1);
  const auto first =
      static_cast<double>(bins_between(bins, searched.start_s, searched.end_s()).begin);
  std::size_t above = 0;
  for (std::size_t i = 0; i < level.size(); ++i) {
    above += level[i] > gate_uv ? 1U : 0U;
    if (i >= held && level[i - held] > gate_uv) --above;
    if (i + 1 < held || static_cast<double>(above) < kHeldShare * static_cast<double>(held))
      continue;
    std::size_t begin = i + 1 - held;
    while (!(level[begin] > gate_uv))
      ++begin;
    return bins.start_s + (first + static_cast<double>(begin)) * bins.step_s;
  }
  return core::kMissing;
}

/// Onset of the earliest channel of a head; the envelope may begin before the candidate.
double head_onset_s(const SessionView& view,
                    const Head& head,
                    const core::Interval& candidate,
                    const CrampOptions& options) {
  const core::Interval searched{candidate.start_s - options.relation_before_s,
                                candidate.duration_s + options.relation_before_s};
  double earliest_s = core::kMissing;
  for (const std::size_t index : head.channels)
    earliest_s = std::fmin(earliest_s, first_active_s(view.channels[index], searched, options));
  return earliest_s;
}

}  // namespace

void describe_relations(CrampEvidence& evidence,
                        const SessionView& view,
                        const Head& head,
                        const HeadPart& candidate,
                        const CrampOptions& options) {
  const double own_s = head_onset_s(view, head, candidate.interval, options);
  for (const Head& other : heads_of(view)) {
    const bool is_other_head = other.leg == head.leg && other.muscle != head.muscle &&
                               core::is_gastrocnemius(other.muscle);
    if (!is_other_head) continue;
    const double lag_s = head_onset_s(view, other, candidate.interval, options) - own_s;
    if (!(std::abs(lag_s) >= std::abs(evidence.head_lag_s))) evidence.head_lag_s = lag_s;
  }
  const SitePart& first = candidate.parts.front();
  for (const SitePart& part : candidate.parts) {
    if (part.channel == first.channel) continue;
    evidence.site_lag_s = part.interval.start_s - first.interval.start_s;
    break;
  }
  if (options.site_distance_mm > 0.0 && evidence.site_lag_s > 0.0)
    evidence.spread_mm_per_s = options.site_distance_mm / evidence.site_lag_s;
}

}  // namespace calfemg::detect
