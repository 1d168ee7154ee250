// SPDX-License-Identifier: Apache-2.0
#include "detect/rectified.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kAdaptiveWindowS = 20.0;  // S-PLMAD
constexpr double kAdaptiveRatio = 4.0;     // of its upper to its lower gate

}  // namespace

double Rectified::onset_at(std::size_t bin) const {
  const double floor_uv = rest_at(bin);
  const double raised_uv = rules.adaptive ? floor_uv * (1.0 + std::log(floor_uv + 1.0)) : floor_uv;
  return raised_uv + rules.onset_above_uv;
}

double Rectified::offset_at(std::size_t bin) const {
  return rules.adaptive ? onset_at(bin) / kAdaptiveRatio : rest_at(bin) + rules.offset_above_uv;
}

Rectified rectified(const ChannelView& channel, const LegMovementOptions& options) {
  const core::ChannelTable& table = *channel.table;
  Rectified result{&channel,
                   smoothed(table, channel.artifacts.usable, options.smoothing_s),
                   local_rest_uv(channel, options),
                   steps_in(1.0, table.bins.step_s, 1),
                   rules_of(options)};
  for (double& value : result.level_uv) {
    value *= options.rectified_per_rms;
  }
  return result;
}

std::vector<double> local_rest_uv(const ChannelView& channel, const LegMovementOptions& options) {
  const core::ChannelTable& table = *channel.table;
  const std::size_t second = steps_in(1.0, table.bins.step_s, 1);
  const std::size_t count = (table.envelope_uv.size() + second - 1) / second;
  std::vector<double> levels(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Run bins{i * second, std::min((i + 1) * second, table.envelope_uv.size())};
    levels[i] =
        options.rectified_per_rms * rms_over(table.envelope_uv, channel.artifacts.usable, bins);
  }
  const bool adaptive = rules_of(options).adaptive;
  const double window_s = adaptive ? kAdaptiveWindowS : options.rest_window_s;
  const std::size_t reach = steps_in(window_s / 2.0, 1.0, 1);
  std::vector<double> rest(count, options.rectified_per_rms * channel.rest.level_uv);
  for (std::size_t i = 0; i < count; ++i) {
    const Run window{i - std::min(i, reach), std::min(count, i + reach + 1)};
    std::vector<double> known = known_values(levels, window);
    if (4 * known.size() < window.size() || known.empty()) continue;
    const auto size = static_cast<double>(known.size());
    rest[i] = adaptive ? std::accumulate(known.begin(), known.end(), 0.0) / size
                       : percentile(std::move(known), options.rest_percentile);
  }
  return rest;
}

}  // namespace calfemg::detect
