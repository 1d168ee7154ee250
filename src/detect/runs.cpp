// SPDX-License-Identifier: Apache-2.0
#include "detect/runs.hpp"

#include <algorithm>

namespace calfemg::detect {
namespace {

/// Follows a stretch of activity bin by bin and says when it is over.
class Follower {
 public:
  Follower(std::size_t hold, std::size_t bridge) : hold_(hold), bridge_(bridge) {}

  /// False when the stretch ended before this bin.
  [[nodiscard]] bool goes_on(Activity activity) {
    if (activity == Activity::unknown) return ++unknown_ <= bridge_;
    unknown_ = 0;
    rest_ = activity == Activity::rest ? rest_ + 1 : 0;
    return rest_ < hold_;
  }

 private:
  std::size_t hold_;
  std::size_t bridge_;
  std::size_t rest_ = 0;
  std::size_t unknown_ = 0;
};

bool keeps_going(Activity activity) {
  return activity == Activity::between || activity == Activity::active;
}

/// Windows with enough active bins, each shrunk to its first and last active bin.
std::vector<Run> seeds(std::span<const Activity> activity, const HysteresisRule& rule) {
  std::vector<Run> found;
  const std::size_t window = std::min(rule.seed_window, activity.size());
  std::size_t active = 0;
  for (std::size_t end = 1; end <= activity.size(); ++end) {
    if (activity[end - 1] == Activity::active) ++active;
    if (end > window && activity[end - window - 1] == Activity::active) --active;
    const bool enough = active >= rule.seed_active && activity[end - 1] == Activity::active;
    if (end < window || !enough) continue;
    Run seed{end - window, end};
    while (activity[seed.begin] != Activity::active)
      ++seed.begin;
    found.push_back(seed);
  }
  return joined(found, 0);
}

Run extended(Run seed, std::span<const Activity> activity, const HysteresisRule& rule) {
  Follower past(rule.hold_before, rule.bridge);
  for (std::size_t i = seed.begin; rule.hold_before > 0 && i > 0 && past.goes_on(activity[i - 1]);
       --i) {
    if (keeps_going(activity[i - 1])) seed.begin = i - 1;
  }
  Follower future(rule.hold_after, rule.bridge);
  for (std::size_t i = seed.end; i < activity.size() && future.goes_on(activity[i]); ++i) {
    if (keeps_going(activity[i])) seed.end = i + 1;
  }
  return seed;
}

}  // namespace

std::vector<Run> runs_of(std::span<const std::uint8_t> flags) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] == 0) continue;
    if (!runs.empty() && runs.back().end == i) {
      ++runs.back().end;
    } else {
      runs.push_back({i, i + 1});
    }
  }
  return runs;
}

std::vector<Run> joined(const std::vector<Run>& runs, std::size_t largest_gap) {
  std::vector<Run> result;
  for (const Run& run : runs) {
    if (!result.empty() && run.begin <= result.back().end + largest_gap) {
      result.back().end = std::max(result.back().end, run.end);
    } else {
      result.push_back(run);
    }
  }
  return result;
}

std::vector<Run> at_least(std::vector<Run> runs, std::size_t shortest) {
  std::erase_if(runs, [shortest](const Run& run) { return run.size() < shortest; });
  return runs;
}

Flags flags_of(std::span<const Run> runs, std::size_t count) {
  Flags flags(count, 0);
  for (const Run& run : runs) {
    for (std::size_t i = run.begin; i < std::min(run.end, count); ++i) {
      flags[i] = 1;
    }
  }
  return flags;
}

std::vector<Run> activity_runs(std::span<const Activity> activity, const HysteresisRule& rule) {
  std::vector<Run> runs;
  for (const Run& seed : seeds(activity, rule)) {
    if (!runs.empty() && seed.end <= runs.back().end) continue;
    const Run run = extended(seed, activity, rule);
    if (!runs.empty() && run.begin < runs.back().end) {
      runs.back().end = std::max(runs.back().end, run.end);
    } else {
      runs.push_back(run);
    }
  }
  return runs;
}

}  // namespace calfemg::detect
