// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_shape.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/head_envelope.hpp"
#include "detect/numbers.hpp"
#include "detect/superimposed.hpp"

namespace calfemg::detect {
namespace {

constexpr double kLowPercent = 10.0;  // modulation depth is defined by P10 and P90
constexpr double kHighPercent = 90.0;
constexpr double kRiseShare = 0.9;  // rise and decay are defined by 90 % of the height

/// Share of the known values above a level.
double share_above(const std::vector<double>& values, double level) {
  const std::vector<double> known = known_values(values, {0, values.size()});
  if (known.empty()) return core::kMissing;
  const auto above =
      std::count_if(known.begin(), known.end(), [level](double value) { return value > level; });
  return static_cast<double>(above) / static_cast<double>(known.size());
}

/// Falls from above the onset gate to below the offset gate.
std::size_t returns_to_rest(const std::vector<double>& frames, const Gates& gates) {
  std::size_t returns = 0;
  bool active = false;
  for (const double value : frames) {
    if (value > gates.onset_uv) active = true;
    if (active && value < gates.offset_uv) {
      active = false;
      ++returns;
    }
  }
  return returns;
}

/// (P90 - P10) / (P90 + P10) of the envelope over its running median.
double modulation_depth(const std::vector<double>& envelope, std::size_t trend_bins) {
  std::vector<double> ratios;
  const std::size_t half = trend_bins / 2;
  for (std::size_t i = 0; i < envelope.size(); ++i) {
    const Run window{i - std::min(i, half), std::min(envelope.size(), i + half + 1)};
    const double trend = median(known_values(envelope, window));
    if (trend > 0.0 && !std::isnan(envelope[i])) ratios.push_back(envelope[i] / trend);
  }
  const double low = percentile(ratios, kLowPercent);
  const double high = percentile(std::move(ratios), kHighPercent);
  return (high - low) / (high + low);
}

}  // namespace

core::Interval core_of(const core::Interval& candidate, const CrampOptions& options) {
  const double left_out =
      std::min(options.stretch_break_s, options.stretch_break_share * candidate.duration_s);
  return {candidate.start_s, candidate.duration_s - left_out};
}

void describe_shape(CrampEvidence& evidence,
                    std::span<const ChannelView* const> channels,
                    const core::Interval& candidate,
                    const CrampOptions& options) {
  const double step_s = channels.front()->table->bins.step_s;
  const core::Interval core_interval = core_of(candidate, options);
  const Gates gates = cramp_gates(channels.front()->rest, options);
  const std::vector<double> envelope =
      head_envelope(channels, candidate, options.evidence_smoothing_s);
  const std::vector<double> known = known_values(envelope, {0, envelope.size()});
  evidence.artifact_share = unusable_share(channels, candidate);
  if (known.empty()) return;

  evidence.rest_uv = channels.front()->rest.level_uv;
  evidence.median_uv = median(known);
  evidence.peak_uv = *std::max_element(known.begin(), known.end());
  evidence.median_rest_multiple = evidence.median_uv / evidence.rest_uv;
  evidence.peak_rest_multiple = evidence.peak_uv / evidence.rest_uv;
  evidence.tonicity =
      share_above(head_frames(channels, candidate, options.return_frame_s), gates.offset_uv);
  evidence.returns_per_s =
      static_cast<double>(
          returns_to_rest(head_frames(channels, core_interval, options.return_frame_s), gates)) /
      core_interval.duration_s;
  evidence.modulation_depth = modulation_depth(
      without_bursts(head_envelope(channels, core_interval, options.evidence_smoothing_s), step_s),
      steps_in(options.trend_window_s, step_s, 1));

  const double high_uv = evidence.rest_uv + kRiseShare * (evidence.median_uv - evidence.rest_uv);
  const auto reaches = [high_uv](double value) { return value >= high_uv; };
  const auto first = std::find_if(envelope.begin(), envelope.end(), reaches);
  const auto last = std::find_if(envelope.rbegin(), envelope.rend(), reaches);
  evidence.rise_s = static_cast<double>(first - envelope.begin()) * step_s;
  evidence.decay_s = static_cast<double>(last - envelope.rbegin()) * step_s;
}

}  // namespace calfemg::detect
