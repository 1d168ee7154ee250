// SPDX-License-Identifier: Apache-2.0
#include "detect/contraction.hpp"

#include <algorithm>
#include <cmath>

#include "detect/muscle_level.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

std::vector<Run> holds_of(const MuscleLevel& calf, const ContractionOptions& options) {
  std::vector<Activity> activity(calf.multiple.size(), Activity::unknown);
  for (std::size_t i = 0; i < activity.size(); ++i) {
    if (std::isnan(calf.multiple[i])) continue;
    activity[i] = Activity::rest;
    if (calf.multiple[i] >= options.offset_rest_multiple) activity[i] = Activity::between;
    if (calf.multiple[i] >= options.onset_rest_multiple) activity[i] = Activity::active;
  }
  HysteresisRule rule;
  rule.seed_window = steps_in(options.min_duration_s / 2.0, calf.bins.step_s, 1);
  rule.seed_active = rule.seed_window / 2 + 1;
  rule.hold_before = steps_in(options.offset_hold_s, calf.bins.step_s, 1);
  rule.hold_after = rule.hold_before;
  rule.bridge = rule.hold_before;
  return activity_runs(activity, rule);
}

double tonicity(const MuscleLevel& calf, Run run, double gate) {
  const std::vector<double> known = known_values(calf.multiple, run);
  const auto above =
      std::count_if(known.begin(), known.end(), [gate](double value) { return value >= gate; });
  return known.empty() ? 0.0 : static_cast<double>(above) / static_cast<double>(known.size());
}

bool is_hold(const MuscleLevel& calf,
             const MuscleLevel* tibialis,
             Run run,
             const ContractionOptions& options) {
  const double duration_s = static_cast<double>(run.size()) * calf.bins.step_s;
  if (duration_s < options.min_duration_s || duration_s > options.max_duration_s) return false;
  if (tonicity(calf, run, options.offset_rest_multiple) < options.min_tonicity) return false;
  const double level = median_multiple(calf, run);
  const double antagonist = tibialis == nullptr ? core::kMissing : median_multiple(*tibialis, run);
  if (level < options.onset_rest_multiple || antagonist > level) return false;
  return duration_s < options.tension_like_s || level >= options.tension_like_rest_multiple;
}

bool explained(const core::Interval& interval, core::Leg leg, std::span<const core::Event> others) {
  constexpr core::EventType kOthers[] = {
      core::EventType::cramp, core::EventType::hflm, core::EventType::lmm};
  return std::any_of(std::begin(kOthers), std::end(kOthers), [&](core::EventType type) {
    return covered_share(interval, leg, type, others) > 0.5;
  });
}

const MuscleLevel* tibialis_of(const std::vector<MuscleLevel>& levels, core::Leg leg) {
  const auto found = std::find_if(levels.begin(), levels.end(), [leg](const MuscleLevel& level) {
    return level.leg == leg && !level.is_calf;
  });
  return found == levels.end() ? nullptr : &*found;
}

}  // namespace

std::vector<core::Event> find_contractions(const SessionView& view,
                                           std::span<const core::Event> others,
                                           const ContractionOptions& options) {
  std::vector<core::Event> events;
  if (!options.enabled) return events;
  const std::vector<MuscleLevel> levels = muscle_levels(view, options.smoothing_s);
  for (const MuscleLevel& calf : levels) {
    if (!calf.is_calf) continue;
    for (const Run& run : holds_of(calf, options)) {
      if (!is_hold(calf, tibialis_of(levels, calf.leg), run, options)) continue;
      const MuscleLevel* alone[] = {&calf};
      core::Event event = event_of_levels(view, core::EventType::contraction, alone, run);
      if (!explained({event.onset_s, event.duration_s}, calf.leg, others))
        events.push_back(std::move(event));
    }
  }
  return events;
}

}  // namespace calfemg::detect
