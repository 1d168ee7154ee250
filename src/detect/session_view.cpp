// SPDX-License-Identifier: Apache-2.0
#include "detect/session_view.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "core/expects.hpp"
#include "detect/artifact_gain.hpp"
#include "detect/numbers.hpp"
#include "detect/rest_level.hpp"

namespace calfemg::detect {

SessionView prepared(const core::SessionTable& table, const DetectOptions& options) {
  SessionView view{&table, {}};
  for (const core::ChannelTable& channel : table.channels) {
    const std::size_t bins = channel.envelope_uv.size();
    CALFEMG_EXPECTS(channel.bins.count == bins && channel.peak_uv.size() == bins &&
                    channel.quality.size() == bins);
    CALFEMG_EXPECTS(channel.mains_rms_uv.size() == channel.rows.count &&
                    channel.low_rms_uv.size() == channel.rows.count);
    view.channels.push_back({&channel, find_artifacts(channel, options.artifact), {}});
  }
  mark_gain_steps(view.channels, options.artifact);
  for (ChannelView& channel : view.channels) {
    channel.rest = rest_level(
        *channel.table, channel.artifacts.usable, table.recording.hypnogram, options.rest);
  }
  return view;
}

std::vector<Head> heads_of(const SessionView& view) {
  std::vector<Head> heads;
  for (std::size_t i = 0; i < view.channels.size(); ++i) {
    const core::Role& role = view.channels[i].role();
    if (!role.is_emg()) continue;
    auto head = std::find_if(heads.begin(), heads.end(), [&role](const Head& h) {
      return h.leg == role.leg && h.muscle == role.muscle;
    });
    if (head == heads.end()) head = heads.insert(head, Head{role.leg, role.muscle, {}});
    head->channels.push_back(i);
  }
  std::sort(heads.begin(), heads.end(), [](const Head& a, const Head& b) {
    return std::tie(a.leg, a.muscle) < std::tie(b.leg, b.muscle);
  });
  return heads;
}

std::vector<HeadPart> joined_sites(std::vector<SitePart> parts, double largest_gap_s) {
  std::sort(parts.begin(), parts.end(), [](const SitePart& a, const SitePart& b) {
    return std::tie(a.interval.start_s, a.channel) < std::tie(b.interval.start_s, b.channel);
  });
  std::vector<HeadPart> result;
  for (const SitePart& part : parts) {
    const bool same =
        !result.empty() && part.interval.start_s <= result.back().interval.end_s() + largest_gap_s;
    if (!same) result.push_back({part.interval, {}});
    HeadPart& head = result.back();
    const double end = std::max(head.interval.end_s(), part.interval.end_s());
    head.interval.duration_s = end - head.interval.start_s;
    head.parts.push_back(part);
  }
  return result;
}

core::SleepStage stage_at(const SessionView& view, double seconds) {
  const auto& hypnogram = view.table->recording.hypnogram;
  return hypnogram ? hypnogram->at(seconds) : core::SleepStage::unscored;
}

core::Event event_of(const SessionView& view, core::EventType type, const HeadPart& part) {
  core::Event event;
  event.type = type;
  event.onset_s = part.interval.start_s;
  event.duration_s = part.interval.duration_s;
  event.stage = stage_at(view, event.onset_s);
  if (!part.parts.empty()) {
    const core::Role& first = view.channels[part.parts.front().channel].role();
    event.leg = first.leg;
    event.muscle = first.muscle;
  }
  for (const SitePart& site : part.parts) {
    const core::ChannelTable& table = *view.channels[site.channel].table;
    const std::string& name = table.channel.name;
    if (std::find(event.channels.begin(), event.channels.end(), name) != event.channels.end()) {
      continue;
    }
    event.channels.push_back(name);
    const core::Site place = table.channel.role.site;
    const bool known =
        std::find(event.sites.begin(), event.sites.end(), place) != event.sites.end();
    if (place != core::Site::whole && !known) event.sites.push_back(place);
  }
  return event;
}

}  // namespace calfemg::detect
