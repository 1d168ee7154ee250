// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_stuck.hpp"

#include <algorithm>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// Share of bins that stand still for a shorter time, above which standing still means nothing.
constexpr double kCoarseShare = 0.001;

}  // namespace

Flags bins_with(const core::ChannelTable& table, core::Quality bit) {
  Flags flags(table.quality.size(), 0);
  std::transform(table.quality.begin(), table.quality.end(), flags.begin(), [bit](std::uint8_t q) {
    return static_cast<std::uint8_t>(core::has(q, bit) ? 1 : 0);
  });
  return flags;
}

std::vector<Run> flat_runs(const core::ChannelTable& table, const ArtifactOptions& options) {
  const Flags still = bins_with(table, core::Quality::flat);
  Flags quiet = still;
  for (std::size_t i = 0; i < quiet.size(); ++i) {
    if (static_cast<double>(table.envelope_uv[i]) < options.flat_level_uv) quiet[i] = 1;
  }
  const double step_s = table.bins.step_s;
  std::vector<Run> runs = at_least(runs_of(quiet), steps_in(options.flat_min_s, step_s, 1));

  const std::size_t shortest = steps_in(options.stuck_min_s, step_s, 1);
  std::size_t brief = 0;
  for (const Run& run : runs_of(still)) {
    if (run.size() >= shortest) runs.push_back(run);
    if (run.size() < shortest) brief += run.size();
  }
  if (static_cast<double>(brief) > kCoarseShare * static_cast<double>(still.size()))
    return at_least(runs_of(quiet), steps_in(options.flat_min_s, step_s, 1));
  std::sort(runs.begin(), runs.end(), [](Run a, Run b) { return a.begin < b.begin; });
  return joined(runs, 0);
}

std::vector<Run> clip_runs(const core::ChannelTable& table, const ArtifactOptions& options) {
  const Flags clipped = bins_with(table, core::Quality::clipped);
  const Flags still = bins_with(table, core::Quality::flat);
  const std::size_t margin = steps_in(options.clip_margin_s, table.bins.step_s, 0);
  std::vector<Run> runs = runs_of(clipped);
  for (Run& run : runs) {
    while (run.end < still.size() && still[run.end] != 0)
      ++run.end;
    while (run.begin > 0 && still[run.begin - 1] != 0)
      --run.begin;
    run = {run.begin - std::min(run.begin, margin), std::min(clipped.size(), run.end + margin)};
  }
  return joined(runs, 0);
}

}  // namespace calfemg::detect
