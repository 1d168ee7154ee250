// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_motion.hpp"

#include <algorithm>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// Bins to each side of a disturbed one that its flanks still reach (filters blur by 50 ms).
constexpr std::size_t kFlankBins = 2;
/// Pauses between swings that are not usable either: the cable still rattles.
constexpr std::size_t kPauseBins = 4;
/// A cluster has this many disturbed bins, or one that no muscle can explain.
constexpr std::size_t kFewestBins = 3;
constexpr double kBeyondMuscle = 2.0;  // x motion_band_multiple

struct Gate {
  double peak_uv;  ///< the highest bin reaches this
  double beyond;   ///< x RMS in the band: more than any muscle
};

bool stands_out(const core::ChannelTable& table, const Flags& disturbed, Run run, Gate gate) {
  std::size_t count = 0;
  bool high = false;
  bool beyond = false;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (disturbed[i] == 0) continue;
    ++count;
    const auto low_uv = static_cast<double>(table.low_envelope_uv[i]);
    high = high || low_uv >= gate.peak_uv;
    beyond = beyond || low_uv >= gate.beyond * static_cast<double>(table.envelope_uv[i]);
  }
  return high && (beyond || count >= kFewestBins);
}

}  // namespace

Motion find_motion(const core::ChannelTable& table,
                   const LowFrequency& low,
                   const ArtifactOptions& options) {
  const double step_s = table.bins.step_s;
  const std::size_t longest_pop = steps_in(options.pop_span_s, step_s, 1);
  const Gate gate{std::max(options.motion_min_uv, options.motion_peak_multiple * low.usual_uv),
                  kBeyondMuscle * options.motion_band_multiple};
  Motion found;
  found.unusable.assign(low.disturbed.size(), 0);
  const std::vector<Run> swings = joined(runs_of(low.disturbed), kPauseBins);
  for (const Run& run :
       joined(runs_of(low.disturbed), steps_in(options.motion_join_s, step_s, 0))) {
    if (!stands_out(table, low.disturbed, run, gate)) continue;
    (run.size() <= longest_pop ? found.pops : found.swings).push_back(run);
    for (const Run& swing : swings) {
      if (swing.begin < run.begin || swing.begin >= run.end) continue;
      const auto from = found.unusable.begin();
      const std::size_t begin = swing.begin - std::min(swing.begin, kFlankBins);
      const std::size_t end = std::min(found.unusable.size(), swing.end + kFlankBins);
      std::fill(from + static_cast<std::ptrdiff_t>(begin),
                from + static_cast<std::ptrdiff_t>(end),
                std::uint8_t{1});
    }
  }
  return found;
}

}  // namespace calfemg::detect
