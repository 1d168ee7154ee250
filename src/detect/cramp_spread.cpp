// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_spread.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/cramp_shape.hpp"
#include "detect/head_envelope.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kFrameS = 0.25;

/// The larger of two values of which either may be unknown.
double larger(double a, double b) {
  if (std::isnan(a)) return b;
  return std::isnan(b) ? a : std::max(a, b);
}

/// Highest multiple of rest among the channels of a head.
double head_multiple(const SessionView& view, const Head& head, const core::Interval& interval) {
  double highest = core::kMissing;
  for (const std::size_t channel : head.channels) {
    highest = larger(highest, rest_multiple(view.channels[channel], interval));
  }
  return highest;
}

/// Share of the usable frames of an interval in which a channel is above its onset gate.
double active_share(const ChannelView& channel,
                    const core::Interval& interval,
                    const CrampOptions& options) {
  const double gate_uv = cramp_gates(channel.rest, options).onset_uv;
  const core::ChannelTable& table = *channel.table;
  const Run run = bins_between(table.bins, interval.start_s, interval.end_s());
  const std::size_t size = steps_in(options.evidence_smoothing_s, table.bins.step_s, 1);
  std::size_t known = 0;
  std::size_t active = 0;
  for (std::size_t i = run.begin; i + size <= run.end; i += size) {
    const double value = rms_over(table.envelope_uv, channel.artifacts.usable, {i, i + size});
    if (std::isnan(value) || std::isnan(gate_uv)) continue;
    ++known;
    if (value > gate_uv) ++active;
  }
  if (known == 0) return core::kMissing;
  return static_cast<double>(active) / static_cast<double>(known);
}

double head_share(const SessionView& view,
                  const Head& head,
                  const core::Interval& interval,
                  const CrampOptions& options) {
  double highest = core::kMissing;
  for (const std::size_t channel : head.channels) {
    highest = larger(highest, active_share(view.channels[channel], interval, options));
  }
  return highest;
}

/// Quiet until `synchrony_s` before the onset, active from `synchrony_s` after it.
bool starts_with(const SessionView& view, const Head& head, double onset_s, const CrampOptions& o) {
  constexpr double kHalf = 0.5;
  const core::Interval before{onset_s - 2.0 * o.synchrony_s, o.synchrony_s};
  const core::Interval after{onset_s + o.synchrony_s, o.synchrony_s};
  return head_share(view, head, before, o) < kHalf && head_share(view, head, after, o) >= kHalf;
}

bool is_calf(core::Muscle muscle) {
  return core::is_gastrocnemius(muscle) || muscle == core::Muscle::soleus;
}

/// The muscles that a focal cramp of `head` spares: for a gastrocnemius head the other one, for
/// soleus both.
bool is_rival(const Head& head, const Head& other) {
  return other.leg == head.leg && other.muscle != head.muscle &&
         core::is_gastrocnemius(other.muscle);
}

}  // namespace

double rest_multiple(const ChannelView& channel, const core::Interval& interval) {
  const ChannelView* const one = &channel;
  const std::vector<double> frames = head_frames({&one, 1}, interval, kFrameS);
  const double level_uv = median(known_values(frames, {0, frames.size()}));
  return channel.rest.level_uv > 0.0 ? level_uv / channel.rest.level_uv : core::kMissing;
}

void describe_spread(CrampEvidence& evidence,
                     const SessionView& view,
                     const Head& head,
                     const core::Interval& candidate,
                     const CrampOptions& options) {
  const core::Interval core_interval = core_of(candidate, options);
  double rival = core::kMissing;
  for (const Head& other : heads_of(view)) {
    const double multiple = head_multiple(view, other, core_interval);
    if (is_rival(head, other)) rival = larger(rival, multiple);
    const bool same_leg = other.leg == head.leg;
    if (same_leg && is_calf(other.muscle)) continue;
    if (same_leg) {
      evidence.tibialis_rest_multiple = larger(evidence.tibialis_rest_multiple, multiple);
    } else if (is_calf(other.muscle)) {
      evidence.contralateral_rest_multiple = larger(evidence.contralateral_rest_multiple, multiple);
    }
    evidence.co_activation_share =
        larger(evidence.co_activation_share, head_share(view, other, core_interval, options));
    const double starts = starts_with(view, other, candidate.start_s, options) ? 1.0 : 0.0;
    evidence.synchronous_groups =
        std::isnan(evidence.synchronous_groups) ? starts : evidence.synchronous_groups + starts;
  }
  evidence.head_dominance = std::log(head_multiple(view, head, core_interval) / rival);
}

}  // namespace calfemg::detect
