// SPDX-License-Identifier: Apache-2.0
#include "detect/lmm.hpp"

#include <algorithm>
#include <string_view>

#include "detect/muscle_level.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kSmoothingS = 0.25;  // of the envelope: shorter than the pauses of a movement

Flags above(const std::vector<MuscleLevel>& levels, double gate) {
  Flags flags(levels.front().bins.count, 0);
  for (const MuscleLevel& level : levels) {
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (level.multiple[i] >= gate) flags[i] = 1;
    }
  }
  return flags;
}

std::vector<const MuscleLevel*> taking_part(const std::vector<MuscleLevel>& levels,
                                            Run run,
                                            const LargeMovementOptions& options) {
  std::vector<const MuscleLevel*> taking;
  for (const MuscleLevel& level : levels) {
    std::size_t count = 0;
    for (std::size_t i = run.begin; i < run.end; ++i)
      count += level.multiple[i] >= options.rest_multiple ? 1U : 0U;
    if (static_cast<double>(count) >= options.muscle_share * static_cast<double>(run.size()))
      taking.push_back(&level);
  }
  return taking;
}

bool has_motion(const ChannelView& channel, const core::Interval& interval) {
  const Run bins = bins_between(channel.table->bins, interval.start_s, interval.end_s());
  for (const ArtifactKind& kind : channel.artifacts.kinds) {
    if (kind.kind != std::string_view("motion")) continue;
    return std::any_of(kind.stretches.begin(), kind.stretches.end(), [&](Run run) {
      return run.begin < bins.end && bins.begin < run.end;
    });
  }
  return false;
}

double bursts_in(const MuscleLevel& level, Run run, double gate) {
  Flags inside(run.size(), 0);
  for (std::size_t i = 0; i < inside.size(); ++i)
    inside[i] = level.multiple[run.begin + i] >= gate ? 1 : 0;
  return static_cast<double>(joined(runs_of(inside), 2).size());
}

}  // namespace

std::vector<core::Event> find_large_movements(const SessionView& view,
                                              std::span<const core::Event> trains,
                                              const LargeMovementOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  const std::vector<MuscleLevel> levels = muscle_levels(view, kSmoothingS);
  if (levels.empty()) return events;
  const core::Grid& bins = levels.front().bins;
  const std::vector<Run> active = joined(runs_of(above(levels, options.rest_multiple)),
                                         steps_in(options.join_gap_s, bins.step_s, 0));
  for (const Run& run : active) {
    const core::Interval interval{bins.time_s(run.begin),
                                  static_cast<double>(run.size()) * bins.step_s};
    if (interval.duration_s < options.min_duration_s ||
        interval.duration_s > options.max_duration_s)
      continue;
    const auto muscles = taking_part(levels, run, options);
    if (static_cast<double>(muscles.size()) < options.min_muscles) continue;
    const core::Leg leg = muscles.front()->leg;
    if (covered_share(interval, leg, core::EventType::hflm, trains) > 0.5) continue;
    const auto moving = static_cast<double>(
        std::count_if(view.channels.begin(), view.channels.end(), [&](const ChannelView& channel) {
          return has_motion(channel, interval);
        }));
    double bursts = 0.0;
    for (const MuscleLevel* muscle : muscles)
      bursts = std::max(bursts, bursts_in(*muscle, run, options.rest_multiple));
    if (moving < options.moving_channels && bursts < options.min_bursts) continue;
    core::Event event = event_of_levels(view, core::EventType::lmm, muscles, run);
    event.measures.push_back({"muscles", static_cast<double>(muscles.size())});
    event.measures.push_back({"moving_channels", moving});
    event.measures.push_back({"bursts", bursts});
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace calfemg::detect
