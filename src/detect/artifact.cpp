// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "detect/artifact_ecg.hpp"
#include "detect/artifact_low.hpp"
#include "detect/artifact_mains.hpp"
#include "detect/artifact_motion.hpp"
#include "detect/artifact_pop.hpp"
#include "detect/artifact_stuck.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

Flags without(Flags flags, std::span<const std::uint8_t> others) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (others[i] != 0) flags[i] = 0;
  }
  return flags;
}

std::vector<Run> widened(std::vector<Run> runs, std::size_t margin, std::size_t count) {
  for (Run& run : runs) {
    run = {run.begin - std::min(run.begin, margin), std::min(count, run.end + margin)};
  }
  return joined(runs, 0);
}

/// Runs that do not touch any flag.
std::vector<Run> apart_from(const std::vector<Run>& runs, std::span<const std::uint8_t> flags) {
  std::vector<Run> apart;
  for (const Run& run : runs) {
    const auto inside = flags.subspan(run.begin, run.size());
    if (std::find(inside.begin(), inside.end(), std::uint8_t{1}) == inside.end())
      apart.push_back(run);
  }
  return apart;
}

std::vector<Run> close_ones_joined(const std::vector<Run>& runs,
                                   const core::ChannelTable& table,
                                   const ArtifactOptions& options) {
  return joined(runs, steps_in(options.join_gap_s, table.bins.step_s, 0));
}

/// Where a recorder that stands still, is at its rail or has lost its lead makes all else moot.
struct Broken {
  std::vector<Run> flat;
  std::vector<Run> clip;
  Flags around;
};

Broken broken_of(const core::ChannelTable& table, const ArtifactOptions& options) {
  const std::size_t count = table.envelope_uv.size();
  const std::size_t margin = steps_in(options.transient_s, table.bins.step_s, 0);
  const std::vector<Run> clip = clip_runs(table, options);
  const std::vector<Run> flat = apart_from(flat_runs(table, options), flags_of(clip, count));
  Flags around = flags_of(widened(clip, margin, count), count);
  for (const Run& run : widened(flat, margin, count)) {
    for (std::size_t i = run.begin; i < run.end; ++i)
      around[i] = 1;
  }
  return {flat, clip, around};
}

void mark_unusable(ChannelArtifacts& found, const core::ChannelTable& table) {
  const std::size_t count = table.envelope_uv.size();
  found.usable.assign(count, 1);
  for (const ArtifactKind& kind : found.kinds) {
    for (const Run& run : kind.stretches) {
      for (std::size_t i = run.begin; i < run.end; ++i)
        found.usable[i] = 0;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const bool settling = core::has(table.quality[i], core::Quality::settling);
    if (settling || std::isnan(table.envelope_uv[i])) found.usable[i] = 0;
  }
}

}  // namespace

ChannelArtifacts find_artifacts(const core::ChannelTable& table, const ArtifactOptions& options) {
  const std::size_t count = table.envelope_uv.size();
  const std::vector<Run> gaps = runs_of(bins_with(table, core::Quality::gap));
  const Broken broken = broken_of(table, options);
  LowFrequency low = low_frequency(table, options);
  low.disturbed = without(low.disturbed, broken.around);
  const Hum hum = find_hum(table, low, options);
  const Heart heart = find_heart(table, options);
  low.disturbed = without(low.disturbed, flags_of(hum.lead_off, count));
  low.disturbed = without(low.disturbed, heart.beats);
  const Motion motion = find_motion(table, low, options);

  Flags elsewhere = broken.around;
  for (const auto* runs : {&hum.lead_off, &motion.swings, &motion.pops}) {
    for (const Run& run :
         widened(*runs, steps_in(options.transient_s, table.bins.step_s, 0), count)) {
      for (std::size_t i = run.begin; i < run.end; ++i)
        elsewhere[i] = 1;
    }
  }
  std::vector<Run> pops = apart_from(runs_of(pop_bins(table, options)), elsewhere);
  pops.insert(pops.end(), motion.pops.begin(), motion.pops.end());
  std::sort(pops.begin(), pops.end(), [](Run a, Run b) { return a.begin < b.begin; });

  ChannelArtifacts found;
  const auto as_marked = [&](const std::vector<Run>& runs) {
    return close_ones_joined(runs, table, options);
  };
  found.kinds = {{"dropout", gaps, gaps},
                 {"clip", broken.clip, as_marked(broken.clip)},
                 {"flat", broken.flat, as_marked(broken.flat)},
                 {"lead_off", hum.lead_off, hum.lead_off},
                 {"mains", hum.drowning, hum.bursts},
                 {"ecg", runs_of(heart.beats), heart.stretches},
                 {"motion", runs_of(motion.unusable), motion.swings},
                 {"pop", pops, pops}};
  mark_unusable(found, table);
  return found;
}

}  // namespace calfemg::detect
