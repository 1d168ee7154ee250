// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_surroundings.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

// How far to look, s from the edges.
constexpr double kGapS = 1.0;  // the edge itself is neither inside nor outside
constexpr double kBeforeS = 15.0;
constexpr double kAfterS = 30.0;
constexpr double kStepS = 5.0;  // of the contrast at an edge
constexpr double kTwitchGapS = 0.4;
constexpr double kTwitchBeforeS = 12.0;
constexpr double kTwitchAfterS = 25.0;
constexpr double kLeastS = 2.0;  // of usable signal
constexpr double kTwitchMultiple = 2.0;
constexpr double kTwitchS = 0.15;  // longer is a movement
constexpr double kSmallestShare = 1e-3;

std::vector<double> usable_uv(const ChannelView& channel, double start_s, double end_s) {
  const core::ChannelTable& table = *channel.table;
  const Run run = bins_between(table.bins, start_s, end_s);
  std::vector<double> values;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (channel.artifacts.usable[i] != 0)
      values.push_back(static_cast<double>(table.envelope_uv[i]));
  }
  return values;
}

double known_median(std::vector<double> values, double step_s) {
  if (values.size() < steps_in(kLeastS, step_s, 1)) return core::kMissing;
  return median(std::move(values));
}

/// Runs of bins above twice the median around them that are as short as a twitch, for each second.
double twitches_per_s(const std::vector<double>& values, double step_s) {
  const double level = known_median(values, step_s);
  if (std::isnan(level)) return core::kMissing;
  const std::size_t longest = steps_in(kTwitchS, step_s, 1);
  std::size_t count = 0;
  std::size_t run = 0;
  for (const double value : values) {
    if (value > kTwitchMultiple * level) {
      ++run;
      continue;
    }
    if (run > 0 && run <= longest) ++count;
    run = 0;
  }
  return static_cast<double>(count) / (static_cast<double>(values.size()) * step_s);
}

/// ln of the median of `part` over the RMS of the filtered signal, in the windows inside.
double log_share(const ChannelView& channel,
                 const core::Interval& interval,
                 const std::vector<float>& part_uv) {
  const core::ChannelTable& table = *channel.table;
  std::vector<double> shares;
  for (std::size_t row = table.rows.first_from(interval.start_s); row < table.rows.count; ++row) {
    const double start_s = table.rows.time_s(row);
    if (start_s + table.rows.width_s > interval.end_s()) break;
    const double rms_uv = rms_over(table.envelope_uv,
                                   channel.artifacts.usable,
                                   bins_between(table.bins, start_s, start_s + table.rows.width_s));
    if (rms_uv > 0.0 && !std::isnan(part_uv[row]))
      shares.push_back(static_cast<double>(part_uv[row]) / rms_uv);
  }
  if (shares.empty()) return core::kMissing;
  return std::log(std::max(kSmallestShare, median(std::move(shares))));
}

}  // namespace

void describe_surroundings(CrampEvidence& evidence,
                           const ChannelView& channel,
                           const core::Interval& candidate) {
  const double step_s = channel.table->bins.step_s;
  const double onset_s = candidate.start_s;
  const double end_s = candidate.end_s();
  const double rest_uv = channel.rest.level_uv;
  const double inside_uv = median(usable_uv(channel, onset_s, end_s));
  const double before_uv =
      known_median(usable_uv(channel, onset_s - kBeforeS, onset_s - kGapS), step_s);
  const double after_uv = known_median(usable_uv(channel, end_s + kGapS, end_s + kAfterS), step_s);
  evidence.before_rest_multiple = before_uv / rest_uv;
  evidence.after_rest_multiple = after_uv / rest_uv;
  evidence.step_up =
      std::log(inside_uv /
               known_median(usable_uv(channel, onset_s - kGapS - kStepS, onset_s - kGapS), step_s));
  evidence.step_down = std::log(
      inside_uv / known_median(usable_uv(channel, end_s + kGapS, end_s + kGapS + kStepS), step_s));
  evidence.twitches_before_per_s =
      twitches_per_s(usable_uv(channel, onset_s - kTwitchBeforeS, onset_s - kTwitchGapS), step_s);
  evidence.twitches_after_per_s =
      twitches_per_s(usable_uv(channel, end_s + kTwitchGapS, end_s + kTwitchAfterS), step_s);
  evidence.motion_share = log_share(channel, candidate, channel.table->low_rms_uv);
  evidence.hum_share = log_share(channel, candidate, channel.table->mains_rms_uv);
}

}  // namespace calfemg::detect
