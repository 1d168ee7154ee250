// SPDX-License-Identifier: Apache-2.0
#include "detect/leg_movement.hpp"

#include <algorithm>
#include <cmath>

#include "detect/edges.hpp"
#include "detect/numbers.hpp"
#include "detect/rectified.hpp"

namespace calfemg::detect {
namespace {

constexpr std::string_view kNonStandard =
    "non-standard derivation: scored on gastrocnemius, the rules are made for tibialis anterior";

std::vector<Activity> activity_of(const Rectified& signal, const LegMovementOptions& options) {
  std::vector<Activity> activity(signal.level_uv.size(), Activity::unknown);
  for (std::size_t i = 0; i < activity.size(); ++i) {
    const double above_uv = signal.level_uv[i] - signal.rest_at(i);
    if (std::isnan(above_uv) || signal.rest_at(i) > options.max_rest_uv) continue;
    activity[i] = Activity::rest;
    if (above_uv > options.offset_above_uv) activity[i] = Activity::between;
    if (above_uv >= options.onset_above_uv) activity[i] = Activity::active;
  }
  return activity;
}

/// WASM 2016: a window must exist whose median is clearly above rest, so that a few spikes are no
/// movement. Judged on the bins themselves: smoothing would widen the spikes.
bool has_body(const Rectified& signal, Run run, const LegMovementOptions& options) {
  const core::ChannelTable& table = *signal.channel->table;
  const std::size_t window = steps_in(options.morphology_window_s, table.bins.step_s, 1);
  for (std::size_t begin = run.begin; begin + window <= run.end; ++begin) {
    std::vector<double> known;
    for (std::size_t i = begin; i < begin + window; ++i) {
      if (signal.channel->artifacts.usable[i] == 0) continue;
      known.push_back(options.rectified_per_rms * static_cast<double>(table.envelope_uv[i]));
    }
    const double limit_uv = signal.rest_at(begin) + options.morphology_above_uv;
    if (median(std::move(known)) >= limit_uv) return true;
  }
  return false;
}

std::vector<core::Interval> movements_of(const ChannelView& channel,
                                         const LegMovementOptions& options) {
  const Rectified signal = rectified(channel, options);
  const double step_s = channel.table->bins.step_s;
  HysteresisRule rule;
  rule.hold_after = steps_in(options.offset_hold_s, step_s, 1);
  rule.bridge = rule.hold_after - 1;
  const std::size_t reach = steps_in(options.smoothing_s, step_s, 1);

  std::vector<core::Interval> found;
  for (const Run& run : activity_runs(activity_of(signal, options), rule)) {
    const double rest_uv = signal.rest_at(run.begin);
    // Onset and end are where the level crosses its gate; back from rectified to RMS.
    const EdgeLevels onset{rest_uv / options.rectified_per_rms,
                           (rest_uv + options.onset_above_uv) / options.rectified_per_rms};
    const EdgeLevels end{rest_uv / options.rectified_per_rms,
                         (rest_uv + options.offset_above_uv) / options.rectified_per_rms};
    const double start_s = refined(channel, run, reach, onset).start_s;
    const double end_s = refined(channel, run, reach, end).end_s();
    const core::Interval movement{start_s, end_s - start_s};
    const bool lasts = movement.duration_s >= options.min_duration_s &&
                       movement.duration_s <= options.max_duration_s;
    if (lasts && has_body(signal, run, options)) found.push_back(movement);
  }
  return found;
}

bool in_cramp(const core::Interval& movement, core::Leg leg, std::span<const core::Event> cramps) {
  return std::any_of(cramps.begin(), cramps.end(), [&](const core::Event& cramp) {
    return cramp.type == core::EventType::cramp && cramp.leg == leg &&
           movement.start_s < cramp.end_s() && movement.end_s() > cramp.onset_s;
  });
}

core::Event leg_movement_event(const SessionView& view,
                               const HeadPart& movement,
                               const Derivation& derivation,
                               const LegMovementOptions& options) {
  core::Event event = event_of(view, core::EventType::lm, movement);
  double mean_uv = 0.0;
  for (const SitePart& part : movement.parts) {
    const ChannelView& channel = view.channels[part.channel];
    const Run bins =
        bins_between(channel.table->bins, part.interval.start_s, part.interval.end_s());
    const double rms_uv = rms_over(channel.table->envelope_uv, channel.artifacts.usable, bins);
    mean_uv = std::fmax(mean_uv, options.rectified_per_rms * rms_uv);
  }
  event.measures = {{"rectified_uv", mean_uv},
                    {"standard_derivation", derivation.standard ? 1.0 : 0.0}};
  if (!derivation.standard) event.reasons.emplace_back(kNonStandard);
  return event;
}

/// Movements of the channels of a derivation, those that belong to a cramp left out.
std::vector<SitePart> movements_of(const SessionView& view,
                                   const Derivation& derivation,
                                   std::span<const core::Event> cramps,
                                   const LegMovementOptions& options) {
  std::vector<SitePart> parts;
  for (const std::size_t index : derivation.channels) {
    for (const core::Interval& movement : movements_of(view.channels[index], options)) {
      parts.push_back({index, movement});
    }
  }
  if (derivation.standard) return parts;
  std::erase_if(
      parts, [&](const SitePart& part) { return in_cramp(part.interval, derivation.leg, cramps); });
  return parts;
}

}  // namespace

std::vector<core::Event> find_leg_movements(const SessionView& view,
                                            std::span<const core::Event> cramps,
                                            const LegMovementOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  for (const Derivation& derivation : derivations(view, options)) {
    std::vector<SitePart> parts = movements_of(view, derivation, cramps, options);
    for (const HeadPart& movement : joined_sites(std::move(parts), options.offset_hold_s)) {
      if (movement.interval.duration_s > options.max_duration_s) continue;
      events.push_back(leg_movement_event(view, movement, derivation, options));
    }
  }
  return events;
}

}  // namespace calfemg::detect
