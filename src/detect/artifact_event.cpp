// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_event.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

core::Event artifact_event(const SessionView& view,
                           std::size_t channel,
                           std::string_view kind,
                           Run bins) {
  const core::ChannelTable& table = *view.channels[channel].table;
  const double start = table.bins.time_s(bins.begin);
  const core::Interval interval{start, table.bins.time_s(bins.end) - start};
  core::Event event = event_of(view, core::EventType::artifact, {interval, {{channel, interval}}});
  event.kind = kind;
  float peak = 0.0F;
  for (std::size_t i = bins.begin; i < bins.end; ++i) {
    if (!std::isnan(table.peak_uv[i])) peak = std::max(peak, table.peak_uv[i]);
  }
  event.measures = {{"peak_uv", kind == "dropout" ? core::kMissing : static_cast<double>(peak)}};
  return event;
}

void append_artifacts(std::vector<core::Event>& events,
                      const SessionView& view,
                      std::size_t channel) {
  for (const ArtifactKind& found : view.channels[channel].artifacts.kinds) {
    for (const Run& run : found.intervals) {
      events.push_back(artifact_event(view, channel, found.kind, run));
    }
  }
}

}  // namespace

std::vector<core::Event> artifact_events(const SessionView& view) {
  std::vector<core::Event> events;
  for (std::size_t i = 0; i < view.channels.size(); ++i) {
    append_artifacts(events, view, i);
  }
  return events;
}

}  // namespace calfemg::detect
