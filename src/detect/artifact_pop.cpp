// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_pop.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

/// An impulse has fallen to this share of its RMS where it is over.
constexpr double kFallen = 0.25;
/// The tail that the filters leave is masked while it is above this multiple of the signal around.
constexpr double kTailMultiple = 2.0;
/// Bins of tail to each side: high-pass corners of 10-20 Hz ring for less than 100 ms.
constexpr std::size_t kTailBins = 2;

/// Median of the envelope around a bin, the impulse itself left out; NaN when nothing is known.
double level_around(const core::ChannelTable& table, std::size_t bin, Run around, Run left_out) {
  std::vector<double> values;
  for (std::size_t i = around.begin; i < around.end; ++i) {
    const auto value = static_cast<double>(table.envelope_uv[i]);
    if ((i < left_out.begin || i >= left_out.end) && !std::isnan(value)) values.push_back(value);
  }
  return values.empty() ? static_cast<double>(table.envelope_uv[bin]) : median(std::move(values));
}

/// Grows a run to both sides, by at most `limit` bins each, while the envelope is above a level.
Run grown(Run run, const core::ChannelTable& table, double level_uv, std::size_t limit) {
  const auto above = [&](std::size_t i) {
    return static_cast<double>(table.envelope_uv[i]) > level_uv;
  };
  for (std::size_t n = 0; n < limit && run.begin > 0 && above(run.begin - 1); ++n) {
    --run.begin;
  }
  for (std::size_t n = 0; n < limit && run.end < table.envelope_uv.size() && above(run.end); ++n) {
    ++run.end;
  }
  return run;
}

}  // namespace

Flags pop_bins(const core::ChannelTable& table, const ArtifactOptions& options) {
  const std::size_t count = table.envelope_uv.size();
  const std::size_t longest = steps_in(options.pop_recovery_s, table.bins.step_s, 1);
  const std::size_t reach = steps_in(options.pop_surround_s, table.bins.step_s, longest + 1);
  Flags flags(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const auto peak = static_cast<double>(table.peak_uv[i]);
    const auto rms = static_cast<double>(table.envelope_uv[i]);
    if (!(peak >= options.pop_min_uv && peak >= options.pop_crest * rms)) continue;

    // One bin more than the impulse may last: it need not begin where a bin begins.
    const Run core = grown({i, i + 1}, table, kFallen * rms, longest + 1);
    if (core.size() > longest + 1) continue;
    const Run around{i - std::min(i, reach), std::min(count, i + reach + 1)};
    const double level = level_around(table, i, around, core);
    if (peak < options.pop_surround_multiple * level) continue;
    const Run whole = grown(core, table, kTailMultiple * level, kTailBins);
    std::fill(flags.begin() + static_cast<std::ptrdiff_t>(whole.begin),
              flags.begin() + static_cast<std::ptrdiff_t>(whole.end),
              std::uint8_t{1});
  }
  return flags;
}

}  // namespace calfemg::detect
