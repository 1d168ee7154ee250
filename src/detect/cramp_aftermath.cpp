// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_aftermath.hpp"

#include <algorithm>
#include <map>

#include "detect/numbers.hpp"
#include "detect/tension_trace.hpp"

namespace calfemg::detect {
namespace {

constexpr double kAroundS = 1800.0;  // thirty minutes

double median_multiple(const ChannelView& channel, const TensionTrace& trace, Run run) {
  std::vector<double> known;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (trace.activity[i] != Activity::unknown) known.push_back(trace.level_uv[i]);
  }
  return known.empty() ? core::kMissing : median(std::move(known)) / channel.rest.level_uv;
}

}  // namespace

void describe_aftermath(std::vector<core::Event>& events,
                        const SessionView& view,
                        const TensionOptions& options) {
  std::map<std::string, TensionTrace> traces;  // of channels that lead a cramp
  const std::vector<core::Event> others = events;
  for (core::Event& event : events) {
    if (event.type != core::EventType::cramp || !core::is_gastrocnemius(event.muscle)) continue;
    const auto channel =
        std::find_if(view.channels.begin(), view.channels.end(), [&event](const ChannelView& c) {
          return c.table->channel.name == event.channels.front();
        });
    if (channel == view.channels.end()) continue;
    const auto [place, is_new] = traces.try_emplace(event.channels.front());
    TensionTrace& trace = place->second;
    if (is_new) trace = judged_trace(*channel, others, options);
    const core::Grid& bins = channel->table->bins;
    const Run before = bins_between(bins, event.onset_s - kAroundS, event.onset_s);
    const Run after = bins_between(bins, event.end_s(), event.end_s() + kAroundS);
    const auto tense = std::count(trace.activity.begin() + static_cast<std::ptrdiff_t>(after.begin),
                                  trace.activity.begin() + static_cast<std::ptrdiff_t>(after.end),
                                  Activity::active);
    event.measures.push_back(
        {"before_30min_rest_multiple", median_multiple(*channel, trace, before)});
    event.measures.push_back(
        {"after_30min_rest_multiple", median_multiple(*channel, trace, after)});
    event.measures.push_back({"residual_tension_s", static_cast<double>(tense) * bins.step_s});
  }
}

}  // namespace calfemg::detect
