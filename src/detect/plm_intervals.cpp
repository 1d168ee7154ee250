// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_intervals.hpp"

#include <algorithm>
#include <cmath>

#include "detect/plm_indices.hpp"
#include "detect/plm_series.hpp"

namespace calfemg::detect {
namespace {

void count_interval(IntervalCount& count, double interval_s, const PlmOptions& options) {
  const IntervalKind kind = kind_of_interval(interval_s, options);
  count.too_short += kind == IntervalKind::too_short ? 1 : 0;
  count.periodic += kind == IntervalKind::periodic ? 1 : 0;
  count.too_long += kind == IntervalKind::too_long ? 1 : 0;
  if (interval_s > options.max_interval_s) return;
  const auto bin = static_cast<std::size_t>(interval_s / kIntervalBinSeconds);
  ++count.histogram[std::min(bin, count.histogram.size() - 1)];
}

void describe(IntervalCount& count, std::span<const double> logarithms) {
  if (logarithms.empty()) return;
  const auto n = static_cast<double>(logarithms.size());
  double mean = 0.0;
  for (const double value : logarithms)
    mean += value / n;
  count.geometric_mean_s = std::exp(mean);
  if (logarithms.size() < 2) return;
  double squares = 0.0;
  for (const double value : logarithms)
    squares += (value - mean) * (value - mean);
  count.geometric_sd = std::exp(std::sqrt(squares / (n - 1.0)));
}

}  // namespace

std::vector<IntervalCount> interval_counts(const MarkedNight& night,
                                           std::span<const ScoredMovement> movements,
                                           SeriesPlace ScoredMovement::*place,
                                           const PlmOptions& options) {
  constexpr double kSecondsPerHour = 3600.0;
  const double bins = std::ceil(options.max_interval_s / kIntervalBinSeconds);
  std::vector<IntervalCount> counts;
  for (const StageGroup& group : kStageGroups) {
    IntervalCount count;
    count.group = group.name;
    count.histogram.resize(static_cast<std::size_t>(std::max(1.0, bins)));
    std::vector<double> logarithms;
    for (const ScoredMovement& movement : movements) {
      const double interval_s = (movement.*place).interval_s;
      if (std::isnan(interval_s) || !group.has(movement.stage)) continue;
      count_interval(count, interval_s, options);
      logarithms.push_back(std::log(interval_s));
    }
    describe(count, logarithms);
    const double hours = seconds_of(night, group) / kSecondsPerHour;
    if (hours > 0.0) count.too_short_per_hour = count.too_short / hours;
    counts.push_back(std::move(count));
  }
  return counts;
}

}  // namespace calfemg::detect
