// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_sites.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/cramp_spread.hpp"
#include "detect/head_envelope.hpp"
#include "detect/numbers.hpp"
#include "detect/superimposed.hpp"

namespace calfemg::detect {
namespace {

constexpr double kEnvelopeS = 0.25;   // of the correlations
constexpr double kDriftFrameS = 2.0;  // of the balance between sites
constexpr std::size_t kLeastFrames = 3;
constexpr double kFloor = 0.05;           // of rest power: keeps the balance finite near rest
constexpr std::size_t kLeastValues = 20;  // of a correlation

/// Pearson's r of the pairs of which both are known; NaN when too few or constant.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double n = 0.0;
  double mean_a = 0.0;
  double mean_b = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  double ab = 0.0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    n += 1.0;  // Welford, for pairs
    const double from_a = a[i] - mean_a;
    const double from_b = b[i] - mean_b;
    mean_a += from_a / n;
    mean_b += from_b / n;
    aa += from_a * (a[i] - mean_a);
    bb += from_b * (b[i] - mean_b);
    ab += from_a * (b[i] - mean_b);
  }
  if (n < static_cast<double>(kLeastValues) || !(aa > 0.0) || !(bb > 0.0)) return core::kMissing;
  return ab / std::sqrt(aa * bb);
}

std::vector<double> envelope_of(const ChannelView& channel, const core::Interval& interval) {
  const ChannelView* const one = &channel;
  return without_bursts(head_envelope({&one, 1}, interval, kEnvelopeS), channel.table->bins.step_s);
}

/// ln of the amplitude above rest, in multiples of rest, of each frame.
std::vector<double> log_amplitudes(const ChannelView& channel, const core::Interval& interval) {
  const ChannelView* const one = &channel;
  std::vector<double> values = head_frames({&one, 1}, interval, kDriftFrameS);
  for (double& value : values) {
    const double multiple = value / channel.rest.level_uv;
    value = 0.5 * std::log(std::max(0.0, multiple * multiple - 1.0) + kFloor);
  }
  return values;
}

/// Standard deviation of the difference of two series, where both are known.
double spread_of_difference(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!std::isnan(a[i]) && !std::isnan(b[i])) differences.push_back(a[i] - b[i]);
  }
  if (differences.size() < kLeastFrames) return core::kMissing;
  double mean = 0.0;
  for (const double value : differences)
    mean += value / static_cast<double>(differences.size());
  double sum = 0.0;
  for (const double value : differences)
    sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(differences.size()));
}

/// The channel of the head, other than `leading`, that is strongest against its rest level.
const ChannelView* second_site(const SessionView& view,
                               const Head& head,
                               const ChannelView& leading,
                               const core::Interval& interval) {
  const ChannelView* second = nullptr;
  double highest = 0.0;
  for (const std::size_t index : head.channels) {
    const ChannelView* channel = &view.channels[index];
    const double multiple = rest_multiple(*channel, interval);
    if (channel == &leading || !(multiple > highest)) continue;
    highest = multiple;
    second = channel;
  }
  return second;
}

}  // namespace

void describe_sites(CrampEvidence& evidence,
                    const SessionView& view,
                    const Head& head,
                    const ChannelView& leading,
                    const core::Interval& candidate) {
  const std::vector<double> own = envelope_of(leading, candidate);
  if (const ChannelView* second = second_site(view, head, leading, candidate)) {
    evidence.site_dominance =
        std::log(rest_multiple(leading, candidate) / rest_multiple(*second, candidate));
    evidence.site_correlation = correlation(own, envelope_of(*second, candidate));
    evidence.site_drift = spread_of_difference(log_amplitudes(leading, candidate),
                                               log_amplitudes(*second, candidate));
  }
  for (const Head& other : heads_of(view)) {
    if (other.leg != head.leg || other.muscle == head.muscle) continue;
    double& highest = other.muscle == core::Muscle::tibialis_anterior
                          ? evidence.tibialis_correlation
                          : evidence.head_correlation;
    for (const std::size_t index : other.channels) {
      const double r = correlation(own, envelope_of(view.channels[index], candidate));
      highest = std::fmax(highest, r);
    }
  }
}

}  // namespace calfemg::detect
