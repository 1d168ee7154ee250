// SPDX-License-Identifier: Apache-2.0
#include "detect/fasciculation.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// Bins around a run, `reach` to each side, are usable and below a level.
bool quiet_around(const ChannelView& channel, Run run, std::size_t reach, double below_uv) {
  const std::vector<float>& envelope = channel.table->envelope_uv;
  const Run around{run.begin - std::min(run.begin, reach),
                   std::min(envelope.size(), run.end + reach)};
  for (std::size_t i = around.begin; i < around.end; ++i) {
    if (i >= run.begin && i < run.end) continue;
    const bool quiet =
        channel.artifacts.usable[i] != 0 && static_cast<double>(envelope[i]) < below_uv;
    if (!quiet) return false;
  }
  return true;
}

core::Event potential_event(const SessionView& view, std::size_t index, Run run) {
  const ChannelView& channel = view.channels[index];
  const core::ChannelTable& table = *channel.table;
  const core::Interval interval{table.bins.time_s(run.begin),
                                static_cast<double>(run.size()) * table.bins.step_s};
  core::Event event =
      event_of(view, core::EventType::fasciculation, {interval, {{index, interval}}});
  float peak = 0.0F;
  float highest = 0.0F;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    peak = std::max(peak, table.peak_uv[i]);
    highest = std::max(highest, table.envelope_uv[i]);
  }
  event.measures = {{"peak_uv", static_cast<double>(peak)},
                    {"peak_rest_multiple", static_cast<double>(highest) / channel.rest.level_uv}};
  return event;
}

/// Runs of a channel that are brief, high, and alone.
std::vector<Run> potentials_of(const ChannelView& channel, const FasciculationOptions& options) {
  const std::vector<float>& envelope = channel.table->envelope_uv;
  const double step_s = channel.table->bins.step_s;
  const std::size_t longest = steps_in(options.max_duration_s, step_s, 1);
  const std::size_t reach = steps_in(options.quiet_s, step_s, 1);
  const double quiet_uv = options.quiet_rest_multiple * channel.rest.level_uv;
  const double high_uv = options.rest_multiple * channel.rest.level_uv;
  Flags raised(envelope.size(), 0);
  for (std::size_t i = 0; i < raised.size(); ++i) {
    const bool known = channel.artifacts.usable[i] != 0;
    raised[i] = known && static_cast<double>(envelope[i]) >= quiet_uv ? 1 : 0;
  }
  std::vector<Run> found;
  for (const Run& run : runs_of(raised)) {
    const auto first = envelope.begin() + static_cast<std::ptrdiff_t>(run.begin);
    const auto last = envelope.begin() + static_cast<std::ptrdiff_t>(run.end);
    const bool high = static_cast<double>(*std::max_element(first, last)) >= high_uv;
    if (run.size() <= longest && high && quiet_around(channel, run, reach, quiet_uv))
      found.push_back(run);
  }
  return found;
}

}  // namespace

std::vector<core::Event> find_fasciculations(const SessionView& view,
                                             const FasciculationOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (std::size_t index = 0; index < view.channels.size(); ++index) {
    if (std::isnan(view.channels[index].rest.level_uv)) continue;
    for (const Run& run : potentials_of(view.channels[index], options))
      events.push_back(potential_event(view, index, run));
  }
  return events;
}

}  // namespace calfemg::detect
