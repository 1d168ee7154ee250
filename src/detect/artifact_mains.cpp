// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_mains.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kUsualPercentile = 25.0;
constexpr std::size_t kFewestJumps = 2;  // the ends of a lead that is off jump too

struct Row {
  Run bins;
  double mains_uv;
  double band_uv;
};

std::vector<Row> rows_of(const core::ChannelTable& table) {
  Flags known(table.envelope_uv.size(), 0);
  for (std::size_t i = 0; i < known.size(); ++i)
    known[i] = std::isnan(table.envelope_uv[i]) ? 0 : 1;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < table.rows.count; ++i) {
    const double start = table.rows.time_s(i);
    const Run bins = bins_between(table.bins, start, start + table.rows.width_s);
    rows.push_back({bins,
                    static_cast<double>(table.mains_rms_uv[i]),
                    rms_over(table.envelope_uv, known, bins)});
  }
  return rows;
}

double median_around(const std::vector<Row>& rows, std::size_t row, std::size_t half) {
  std::vector<double> values;
  for (std::size_t i = row - std::min(row, half); i < std::min(rows.size(), row + half + 1); ++i) {
    if (!std::isnan(rows[i].mains_uv)) values.push_back(rows[i].mains_uv);
  }
  return median(std::move(values));
}

double usual_mains_uv(const std::vector<Row>& rows) {
  std::vector<double> values;
  for (const Row& row : rows) {
    if (!std::isnan(row.mains_uv)) values.push_back(row.mains_uv);
  }
  return percentile(std::move(values), kUsualPercentile);
}

std::size_t jumps_in(const LowFrequency& low, Run run) {
  const std::span<const std::uint8_t> inside(low.disturbed);
  return joined(runs_of(inside.subspan(run.begin, run.size())), 1).size();
}

}  // namespace

Hum find_hum(const core::ChannelTable& table,
             const LowFrequency& low,
             const ArtifactOptions& options) {
  const std::vector<Row> rows = rows_of(table);
  const std::size_t half = steps_in(options.mains_min_s / 2.0, table.rows.step_s, 1);
  const double usual_uv = usual_mains_uv(rows);
  const bool notched = !table.conditions.notches_hz.empty();
  const double limit = notched ? options.mains_share_notched : options.mains_share;
  const double burst_uv = std::max(options.mains_min_uv, options.mains_usual_multiple * usual_uv);
  Hum hum;
  std::vector<Run> humming;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const double held_uv = median_around(rows, i, half);
    if (held_uv >= burst_uv && held_uv >= options.mains_burst_share * row.band_uv)
      humming.push_back(row.bins);
    if (!(row.mains_uv >= options.mains_min_uv)) continue;
    const double mains = row.mains_uv * row.mains_uv;
    const double band = row.band_uv * row.band_uv;
    // Without a notch the hum is part of the band; with one it comes on top.
    const double all = notched ? mains + band : std::max(mains, band);
    if (mains > limit * all) hum.drowning.push_back(row.bins);
  }
  const std::size_t shortest = steps_in(options.mains_min_s, table.bins.step_s, 1);
  for (const Run& run :
       at_least(joined(humming, steps_in(options.mains_join_s, table.bins.step_s, 0)), shortest)) {
    const bool strong =
        median_around(rows,
                      bin_at(table.rows, table.bins.time_s((run.begin + run.end) / 2)),
                      half) >= options.lead_off_min_uv;
    (strong && jumps_in(low, run) > kFewestJumps ? hum.lead_off : hum.bursts).push_back(run);
  }
  return hum;
}

}  // namespace calfemg::detect
