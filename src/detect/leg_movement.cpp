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

constexpr double kMost = 0.5;        // of a movement
constexpr double kNearlySame = 0.3;  // common time over the time of either
constexpr double kUsableShare = 0.7;

std::vector<Activity> activity_of(const Rectified& signal) {
  std::vector<Activity> activity(signal.level_uv.size(), Activity::unknown);
  for (std::size_t i = 0; i < activity.size(); ++i) {
    const double level_uv = signal.level_uv[i];
    if (std::isnan(level_uv) || signal.rest_at(i) > signal.rules.max_rest_uv) continue;
    activity[i] = Activity::rest;
    if (level_uv > signal.offset_at(i)) activity[i] = Activity::between;
    if (level_uv >= signal.onset_at(i)) activity[i] = Activity::active;
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
  rule.hold_after = steps_in(signal.rules.offset_hold_s, step_s, 1);
  rule.bridge = rule.hold_after - 1;
  const std::size_t reach = steps_in(options.smoothing_s, step_s, 1);

  std::vector<core::Interval> found;
  for (const Run& run : activity_runs(activity_of(signal), rule)) {
    // Onset and end are where the level crosses its gate; back from rectified to RMS.
    const double rest_uv = signal.rest_at(run.begin) / options.rectified_per_rms;
    const EdgeLevels onset{rest_uv, signal.onset_at(run.begin) / options.rectified_per_rms};
    const EdgeLevels end{rest_uv, signal.offset_at(run.begin) / options.rectified_per_rms};
    const double start_s = refined(channel, run, reach, onset).start_s;
    const double end_s = refined(channel, run, reach, end).end_s();
    const core::Interval movement{start_s, end_s - start_s};
    const bool lasts = movement.duration_s >= signal.rules.min_duration_s &&
                       movement.duration_s <= signal.rules.max_duration_s;
    const bool seen = share_set(channel.artifacts.usable, run) >= kUsableShare;
    const bool full = !signal.rules.needs_body || has_body(signal, run, options);
    if (lasts && seen && full) found.push_back(movement);
  }
  return found;
}

/// Part of something larger: most of it lies in a train or a large movement, or, on tibialis, it is
/// nearly the same stretch as a hold of the calf, which moves its antagonist; on the calf, a cramp.
bool explained(const core::Interval& movement,
               const Derivation& derivation,
               std::span<const core::Event> others) {
  using core::EventType;
  return std::any_of(others.begin(), others.end(), [&](const core::Event& other) {
    const double common_s =
        std::min(movement.end_s(), other.end_s()) - std::max(movement.start_s, other.onset_s);
    if (other.leg.value_or(derivation.leg) != derivation.leg || common_s <= 0.0) return false;
    if (other.type == EventType::hflm || other.type == EventType::lmm)
      return common_s > kMost * movement.duration_s;
    const double either_s = movement.duration_s + other.duration_s - common_s;
    return derivation.standard
               ? other.type == EventType::contraction && common_s > kNearlySame * either_s
               : other.type == EventType::cramp;
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

/// Movements of the channels of a derivation, those that belong to something larger left out.
std::vector<SitePart> movements_of(const SessionView& view,
                                   const Derivation& derivation,
                                   std::span<const core::Event> others,
                                   const LegMovementOptions& options) {
  std::vector<SitePart> parts;
  for (const std::size_t index : derivation.channels) {
    for (const core::Interval& movement : movements_of(view.channels[index], options)) {
      parts.push_back({index, movement});
    }
  }
  std::erase_if(parts,
                [&](const SitePart& part) { return explained(part.interval, derivation, others); });
  return parts;
}

}  // namespace

std::vector<core::Event> find_leg_movements(const SessionView& view,
                                            std::span<const core::Event> others,
                                            const LegMovementOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  const LegMovementRules rules = rules_of(options);
  for (const Derivation& derivation : derivations(view, options)) {
    std::vector<SitePart> parts = movements_of(view, derivation, others, options);
    for (const HeadPart& movement : joined_sites(std::move(parts), rules.join_s)) {
      if (movement.interval.duration_s > rules.max_duration_s) continue;
      events.push_back(leg_movement_event(view, movement, derivation, options));
    }
  }
  return events;
}

}  // namespace calfemg::detect
