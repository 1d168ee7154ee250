// SPDX-License-Identifier: Apache-2.0
#include "detect/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "detect/derivation.hpp"

namespace calfemg::detect {
namespace {

core::ChannelSummary summary_of(const ChannelView& channel) {
  const core::ChannelTable& table = *channel.table;
  core::ChannelSummary summary{table.channel.name, table.channel.role, channel.rest, 0.0, 0.0, {}};
  std::vector<Flags> hits;
  for (const ArtifactKind& kind : channel.artifacts.kinds) {
    hits.push_back(flags_of(kind.stretches, table.envelope_uv.size()));
  }
  for (std::size_t i = 0; i < table.envelope_uv.size(); ++i) {
    const double step_s = table.bins.step_s;
    if (channel.artifacts.usable[i] != 0) {
      summary.usable_s += step_s;
      continue;
    }
    summary.excluded_s += step_s;
    const auto hit =
        std::find_if(hits.begin(), hits.end(), [i](const Flags& flags) { return flags[i] != 0; });
    const bool no_data = hit == hits.begin() || hit == hits.end();
    const auto kind = static_cast<std::size_t>(hit - hits.begin());
    const std::string_view name = no_data ? "gap" : channel.artifacts.kinds[kind].kind;
    summary.excluded_by_kind_s[std::string(name)] += step_s;
  }
  return summary;
}

/// Seconds in which at least one channel of a head is usable, in steps of the finest envelope.
double usable_seconds(const SessionView& view, const Head& head) {
  std::vector<core::Interval> usable;
  for (const std::size_t index : head.channels) {
    const ChannelView& channel = view.channels[index];
    for (const Run& run : runs_of(channel.artifacts.usable)) {
      const core::Grid& bins = channel.table->bins;
      const double start = bins.time_s(run.begin);
      usable.push_back({start, bins.time_s(run.end) - start});
    }
  }
  std::sort(usable.begin(), usable.end(), [](const core::Interval& a, const core::Interval& b) {
    return a.start_s < b.start_s;
  });
  double total = 0.0;
  double covered_to = -std::numeric_limits<double>::infinity();
  for (const core::Interval& interval : usable) {
    total += std::max(0.0, interval.end_s() - std::max(interval.start_s, covered_to));
    covered_to = std::max(covered_to, interval.end_s());
  }
  return total;
}

void count_cramp(core::HeadSummary& summary, const core::Event& event) {
  summary.cramps_definite += event.grade == core::Grade::definite ? 1 : 0;
  summary.cramps_probable += event.grade == core::Grade::probable ? 1 : 0;
  summary.cramps_possible += event.grade == core::Grade::possible ? 1 : 0;
  summary.cramp_s += event.duration_s;
  summary.longest_cramp_s = std::max(summary.longest_cramp_s, event.duration_s);
}

void count_event(core::HeadSummary& summary, const core::Event& event) {
  if (event.type == core::EventType::cramp) count_cramp(summary, event);
  if (event.type == core::EventType::rejected_cramp) ++summary.rejected_candidates;
  if (event.type == core::EventType::tension) {
    ++summary.tension_periods;
    summary.tension_s += event.duration_s;
    summary.longest_tension_s = std::max(summary.longest_tension_s, event.duration_s);
  }
}

}  // namespace

std::vector<core::ChannelSummary> summaries_of_channels(const SessionView& view) {
  std::vector<core::ChannelSummary> summaries(view.channels.size());
  std::transform(view.channels.begin(), view.channels.end(), summaries.begin(), summary_of);
  return summaries;
}

std::vector<core::HeadSummary> summaries_of_heads(const SessionView& view,
                                                  std::span<const core::Event> events) {
  std::vector<core::HeadSummary> summaries;
  for (const Head& head : heads_of(view)) {
    core::HeadSummary summary;
    summary.leg = head.leg;
    summary.muscle = head.muscle;
    for (const std::size_t index : head.channels) {
      const ChannelView& channel = view.channels[index];
      summary.channels.push_back(channel.table->channel.name);
      summary.rest_uv = std::fmin(summary.rest_uv, channel.rest.level_uv);
    }
    summary.usable_s = usable_seconds(view, head);
    for (const core::Event& event : events) {
      if (event.leg == head.leg && event.muscle == head.muscle) count_event(summary, event);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::vector<core::LegSummary> summaries_of_legs(const SessionView& view,
                                                std::span<const core::Event> events,
                                                const LegMovementOptions& options) {
  std::vector<core::LegSummary> summaries;
  for (const Head& head : heads_of(view)) {
    if (!summaries.empty() && summaries.back().leg == head.leg) continue;
    summaries.emplace_back();
    summaries.back().leg = head.leg;
  }
  const std::vector<Derivation> sources = derivations(view, options);
  for (core::LegSummary& summary : summaries) {
    const auto source = std::find_if(
        sources.begin(), sources.end(), [&](const Derivation& d) { return d.leg == summary.leg; });
    if (source != sources.end()) {
      summary.standard_derivation = source->standard;
      summary.derivation = source->standard ? core::name(core::Muscle::tibialis_anterior)
                                            : std::string_view("gastrocnemius");
    }
    summary.leg_movements =
        static_cast<int>(std::count_if(events.begin(), events.end(), [&](const core::Event& event) {
          return event.type == core::EventType::lm && event.leg == summary.leg;
        }));
  }
  return summaries;
}

double sleep_seconds(const core::RecordingInfo& recording) {
  if (!recording.hypnogram) return core::kMissing;
  const core::Hypnogram& hypnogram = *recording.hypnogram;
  const double end_s = recording.duration().value();
  double total = 0.0;
  for (std::size_t i = 0; i < hypnogram.stages.size(); ++i) {
    const double start = hypnogram.start_s + static_cast<double>(i) * hypnogram.epoch_s;
    const double inside = std::min(end_s, start + hypnogram.epoch_s) - std::max(0.0, start);
    if (core::is_sleep(hypnogram.stages[i])) total += std::max(0.0, inside);
  }
  return total;
}

}  // namespace calfemg::detect
