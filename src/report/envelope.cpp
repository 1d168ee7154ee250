// SPDX-License-Identifier: Apache-2.0
#include "report/envelope.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::report {
namespace {

bool is_drawn(const core::ChannelTable& channel, std::size_t bin) {
  const float uv = channel.envelope_uv[bin];
  if (!std::isfinite(uv)) return false;
  const std::uint8_t quality = bin < channel.quality.size() ? channel.quality[bin] : 0;
  return !core::has(quality, core::Quality::gap) && !core::has(quality, core::Quality::settling);
}

void add(Bucket& bucket, double uv) {
  bucket.low_uv = bucket.count == 0 ? uv : std::min(bucket.low_uv, uv);
  bucket.high_uv = bucket.count == 0 ? uv : std::max(bucket.high_uv, uv);
  bucket.mean_uv += uv;  // a sum until all are in
  ++bucket.count;
}

}  // namespace

Buckets envelope_buckets(const core::ChannelTable& channel,
                         double start_s,
                         double end_s,
                         int most) {
  if (!(end_s > start_s)) return {};
  const double bins = std::ceil((end_s - start_s) / channel.bins.step_s);
  const double count = std::clamp(bins, 1.0, static_cast<double>(most));
  Buckets buckets{start_s, (end_s - start_s) / count, {}};
  buckets.items.resize(static_cast<std::size_t>(count));
  const std::size_t last = std::min(channel.bins.first_from(end_s), channel.envelope_uv.size());
  for (std::size_t i = channel.bins.first_from(start_s); i < last; ++i) {
    if (!is_drawn(channel, i)) continue;
    const double place = std::floor((channel.bins.centre_s(i) - start_s) / buckets.width_s);
    const double bounded = std::clamp(place, 0.0, count - 1.0);
    add(buckets.items[static_cast<std::size_t>(bounded)],
        static_cast<double>(channel.envelope_uv[i]));
  }
  for (auto& bucket : buckets.items) {
    if (bucket.count > 0) bucket.mean_uv /= bucket.count;
  }
  return buckets;
}

std::vector<core::Interval> gaps_of(const core::ChannelTable& channel,
                                    const core::Interval& window) {
  std::vector<core::Interval> gaps;
  const auto& bins = channel.bins;
  const double before_s = std::min(bins.start_s, window.end_s()) - window.start_s;
  if (before_s > 0.0) gaps.push_back({window.start_s, before_s});
  const std::size_t last = std::min(bins.first_from(window.end_s()), channel.quality.size());
  bool inside = false;
  for (std::size_t i = bins.first_from(window.start_s); i < last; ++i) {
    const bool gap = core::has(channel.quality[i], core::Quality::gap);
    if (gap && !inside) gaps.push_back({bins.time_s(i), 0.0});
    if (gap) gaps.back().duration_s += bins.step_s;
    inside = gap;
  }
  const double after_s = std::max(bins.end_s(), window.start_s);
  if (after_s < window.end_s()) gaps.push_back({after_s, window.end_s() - after_s});
  return merged(std::move(gaps), bins.step_s / 2.0);
}

std::vector<core::Interval> artifacts_of(const core::ChannelTable& channel,
                                         const std::vector<core::Event>& events) {
  std::vector<core::Interval> intervals;
  for (const auto& event : events) {
    if (event.type != core::EventType::artifact) continue;
    const auto& names = event.channels;
    if (std::find(names.begin(), names.end(), channel.channel.name) != names.end())
      intervals.push_back({event.onset_s, event.duration_s});
  }
  return intervals;
}

std::vector<core::Interval> merged(std::vector<core::Interval> intervals, double smallest_gap_s) {
  std::sort(intervals.begin(), intervals.end(), [](const auto& a, const auto& b) {
    return a.start_s < b.start_s;
  });
  std::vector<core::Interval> joined;
  for (const auto& next : intervals) {
    if (joined.empty() || next.start_s - joined.back().end_s() >= smallest_gap_s) {
      joined.push_back(next);
    } else {
      auto& last = joined.back();
      last.duration_s = std::max(last.end_s(), next.end_s()) - last.start_s;
    }
  }
  return joined;
}

}  // namespace calfemg::report
