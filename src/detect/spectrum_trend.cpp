// SPDX-License-Identifier: Apache-2.0
#include "detect/spectrum_trend.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace calfemg::detect {
namespace {

constexpr double kFewestRows = 20.0;  // of a slope: ten seconds

/// Least squares slope of a column over the rows inside an event; NaN when too few are known.
double slope(const core::ChannelTable& channel,
             const std::vector<float>& column,
             const core::Event& event) {
  double n = 0.0;
  double mean_t = 0.0;
  double mean_x = 0.0;
  double tt = 0.0;
  double tx = 0.0;
  for (std::size_t row = channel.rows.first_from(event.onset_s); row < channel.rows.count; ++row) {
    const double t = channel.rows.time_s(row);
    const auto x = static_cast<double>(column[row]);
    if (t + channel.rows.width_s > event.end_s()) break;
    if (std::isnan(x)) continue;
    n += 1.0;  // Welford, for pairs
    const double from_t = t - mean_t;
    mean_t += from_t / n;
    mean_x += (x - mean_x) / n;
    tt += from_t * (t - mean_t);
    tx += from_t * (x - mean_x);
  }
  return n >= kFewestRows && tt > 0.0 ? tx / tt : core::kMissing;
}

void add(core::SpectrumTrend& trend, double amplitude, double frequency, double duration_s) {
  if (std::isnan(amplitude) || std::isnan(frequency)) return;
  double& of_rising = frequency >= 0.0 ? trend.force_increase_s : trend.fatigue_s;
  double& of_falling = frequency >= 0.0 ? trend.recovery_s : trend.force_decrease_s;
  (amplitude >= 0.0 ? of_rising : of_falling) += duration_s;
}

}  // namespace

core::SpectrumTrend spectrum_trend(const core::SessionTable& session,
                                   const core::ChannelTable& channel,
                                   std::span<const core::Event> events) {
  const std::size_t amplitude = session.column(kTrendColumns[0]);
  const std::size_t frequency = session.column(kTrendColumns[1]);
  core::SpectrumTrend trend;
  if (std::max(amplitude, frequency) >= channel.features.size()) return trend;
  trend.known = channel.missing_because[frequency].empty();
  if (!trend.known) return trend;
  for (const core::Event& event : events) {
    const bool here =
        std::find(event.channels.begin(), event.channels.end(), channel.channel.name) !=
        event.channels.end();
    if (event.type != core::EventType::tension || !here) continue;
    add(trend,
        slope(channel, channel.features[amplitude], event),
        slope(channel, channel.features[frequency], event),
        event.duration_s);
  }
  return trend;
}

}  // namespace calfemg::detect
