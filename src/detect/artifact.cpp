// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "detect/artifact_pop.hpp"
#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

Flags bins_with(const core::ChannelTable& table, core::Quality bit) {
  Flags flags(table.quality.size(), 0);
  std::transform(table.quality.begin(), table.quality.end(), flags.begin(), [bit](std::uint8_t q) {
    return static_cast<std::uint8_t>(core::has(q, bit) ? 1 : 0);
  });
  return flags;
}

/// Bins in the rows for which `is_bad(row, RMS of the band in that row)` holds.
Flags bins_of_rows(const core::ChannelTable& table,
                   const std::function<bool(std::size_t, double)>& is_bad) {
  const std::size_t count = table.envelope_uv.size();
  Flags known(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    known[i] = std::isnan(table.envelope_uv[i]) ? 0 : 1;
  }
  std::vector<Run> bad;
  for (std::size_t row = 0; row < table.rows.count; ++row) {
    const double start = table.rows.time_s(row);
    const Run bins = bins_between(table.bins, start, start + table.rows.width_s);
    if (is_bad(row, rms_over(table.envelope_uv, known, bins))) bad.push_back(bins);
  }
  return flags_of(bad, count);
}

Flags dropout_bins(const core::ChannelTable& table, const ArtifactOptions& /*options*/) {
  return bins_with(table, core::Quality::gap);
}

Flags flat_bins(const core::ChannelTable& table, const ArtifactOptions& options) {
  Flags flags = bins_with(table, core::Quality::flat);
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (static_cast<double>(table.envelope_uv[i]) < options.flat_level_uv) flags[i] = 1;
  }
  const std::size_t shortest = steps_in(options.flat_min_s, table.bins.step_s, 1);
  return flags_of(at_least(runs_of(flags), shortest), flags.size());
}

Flags clip_bins(const core::ChannelTable& table, const ArtifactOptions& options) {
  const Flags clipped = bins_with(table, core::Quality::clipped);
  const std::size_t margin = steps_in(options.clip_margin_s, table.bins.step_s, 0);
  std::vector<Run> runs = runs_of(clipped);
  for (Run& run : runs) {
    run = {run.begin - std::min(run.begin, margin), std::min(clipped.size(), run.end + margin)};
  }
  return flags_of(runs, clipped.size());
}

Flags mains_bins(const core::ChannelTable& table, const ArtifactOptions& options) {
  const bool notched = !table.conditions.notches_hz.empty();
  const double limit = notched ? options.mains_share_notched : options.mains_share;
  return bins_of_rows(table, [&](std::size_t row, double band_uv) {
    const auto mains_uv = static_cast<double>(table.mains_rms_uv[row]);
    if (!(mains_uv >= options.mains_min_uv)) return false;
    const double mains = mains_uv * mains_uv;
    const double band = band_uv * band_uv;
    // Without a notch the hum is part of the band; with one it comes on top.
    const double all = notched ? mains + band : std::max(mains, band);
    return mains > limit * all;
  });
}

Flags motion_bins(const core::ChannelTable& table, const ArtifactOptions& options) {
  std::vector<double> usual;
  for (const float value : table.low_rms_uv) {
    if (!std::isnan(value)) usual.push_back(static_cast<double>(value));
  }
  const double usual_uv = median(std::move(usual));
  return bins_of_rows(table, [&](std::size_t row, double band_uv) {
    const auto low_uv = static_cast<double>(table.low_rms_uv[row]);
    return low_uv >= options.motion_min_uv && low_uv >= options.motion_band_multiple * band_uv &&
           low_uv >= options.motion_usual_multiple * usual_uv;
  });
}

using KindOfArtifact =
    std::pair<std::string_view, Flags (*)(const core::ChannelTable&, const ArtifactOptions&)>;

constexpr KindOfArtifact kKinds[] = {{"dropout", dropout_bins},
                                     {"flat", flat_bins},
                                     {"clip", clip_bins},
                                     {"mains", mains_bins},
                                     {"motion", motion_bins},
                                     {"pop", pop_bins}};

}  // namespace

ChannelArtifacts find_artifacts(const core::ChannelTable& table, const ArtifactOptions& options) {
  ChannelArtifacts found;
  found.usable.assign(table.envelope_uv.size(), 1);
  for (const auto& [kind, bins_of_kind] : kKinds) {
    const Flags flags = bins_of_kind(table, options);
    found.kinds.push_back({kind, runs_of(flags)});
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (flags[i] != 0) found.usable[i] = 0;
    }
  }
  for (std::size_t i = 0; i < found.usable.size(); ++i) {
    const bool settling = core::has(table.quality[i], core::Quality::settling);
    if (settling || std::isnan(table.envelope_uv[i])) found.usable[i] = 0;
  }
  return found;
}

}  // namespace calfemg::detect
