// SPDX-License-Identifier: Apache-2.0
#include "detect/head_envelope.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::detect {
namespace {

std::vector<double> channel_envelope(const ChannelView& channel, Run run, double window_s) {
  const core::ChannelTable& table = *channel.table;
  const std::size_t half = steps_in(window_s, table.bins.step_s, 1) / 2;
  std::vector<double> values;
  values.reserve(run.size());
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Run window{std::max(run.begin, i - std::min(i, half)), std::min(run.end, i + half + 1)};
    values.push_back(rms_over(table.envelope_uv, channel.artifacts.usable, window));
  }
  return values;
}

std::vector<double> channel_frames(const ChannelView& channel, Run run, double frame_s) {
  const core::ChannelTable& table = *channel.table;
  const std::size_t size = steps_in(frame_s, table.bins.step_s, 1);
  std::vector<double> frames;
  for (std::size_t i = run.begin; i + size <= run.end; i += size) {
    frames.push_back(rms_over(table.envelope_uv, channel.artifacts.usable, {i, i + size}));
  }
  return frames;
}

/// Highest of the channels' values, each brought to the scale of the first channel.
template <class ValuesOf>
std::vector<double> highest(TakingPart channels,
                            const core::Interval& interval,
                            ValuesOf&& values_of) {
  std::vector<double> result;
  const double scale_uv = channels.front()->rest.level_uv;
  for (const ChannelView* channel : channels) {
    const Run run = bins_between(channel->table->bins, interval.start_s, interval.end_s());
    const std::vector<double> values = values_of(*channel, run);
    if (channel == channels.front()) result.assign(values.size(), core::kMissing);
    const double scale = scale_uv / channel->rest.level_uv;
    for (std::size_t i = 0; i < std::min(result.size(), values.size()); ++i) {
      result[i] = std::fmax(result[i], values[i] * scale);  // the one that is known wins
    }
  }
  return result;
}

}  // namespace

std::vector<double> head_envelope(TakingPart channels,
                                  const core::Interval& interval,
                                  double window_s) {
  return highest(channels, interval, [window_s](const ChannelView& channel, Run run) {
    return channel_envelope(channel, run, window_s);
  });
}

std::vector<double> head_frames(TakingPart channels,
                                const core::Interval& interval,
                                double frame_s) {
  return highest(channels, interval, [frame_s](const ChannelView& channel, Run run) {
    return channel_frames(channel, run, frame_s);
  });
}

double unusable_share(TakingPart channels, const core::Interval& interval) {
  const std::vector<double> bins = head_frames(channels, interval, 0.0);  // frames of one bin
  if (bins.empty()) return core::kMissing;
  const auto unknown =
      std::count_if(bins.begin(), bins.end(), [](double value) { return std::isnan(value); });
  return static_cast<double>(unknown) / static_cast<double>(bins.size());
}

}  // namespace calfemg::detect
