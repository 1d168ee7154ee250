// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_ecg.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr std::size_t kFewestIntervals = 6;
constexpr double kFilledShare = 0.7;
constexpr std::size_t kBeatBins = 2;  // to each side: QRS and the ringing of the filters

/// Highest low-frequency bins, the higher one of two that are closer than a heart can beat.
std::vector<std::size_t> peaks_of(const core::ChannelTable& table,
                                  double usual_uv,
                                  const ArtifactOptions& options) {
  const auto& low = table.low_envelope_uv;
  const std::size_t nearest = steps_in(options.ecg_shortest_s / 2.0, table.bins.step_s, 1);
  std::vector<std::size_t> peaks;
  for (std::size_t i = 1; i + 1 < low.size(); ++i) {
    const auto value = static_cast<double>(low[i]);
    const auto band = static_cast<double>(table.envelope_uv[i]);
    const bool high =
        value >= options.ecg_usual_multiple * usual_uv && value >= options.ecg_band_multiple * band;
    if (!high || low[i] < low[i - 1] || low[i] < low[i + 1]) continue;
    if (!peaks.empty() && i - peaks.back() < nearest) {
      if (low[i] > low[peaks.back()]) peaks.back() = i;
    } else {
      peaks.push_back(i);
    }
  }
  return peaks;
}

/// Beats, missed ones aside, cover most of the time that they are judged over.
bool fills(const std::vector<double>& intervals, double window_s) {
  if (intervals.empty()) return false;
  return static_cast<double>(intervals.size()) * median(intervals) >= kFilledShare * window_s;
}

bool regular(std::span<const double> intervals, const ArtifactOptions& options) {
  if (intervals.size() < kFewestIntervals) return false;
  const double usual = median({intervals.begin(), intervals.end()});
  if (usual < options.ecg_shortest_s || usual > options.ecg_longest_s) return false;
  const auto near = std::count_if(intervals.begin(), intervals.end(), [&](double interval) {
    const double beats = interval > 1.5 * usual ? 2.0 : 1.0;
    return std::abs(interval / beats - usual) <= options.ecg_tolerance * usual;
  });
  return static_cast<double>(near) >=
         options.ecg_regular_share * static_cast<double>(intervals.size());
}

/// Bins from the first to the last beat of each window that holds regular beats.
Flags regular_rows(const std::vector<std::size_t>& peaks,
                   const core::ChannelTable& table,
                   const ArtifactOptions& options) {
  Flags row(table.envelope_uv.size(), 0);
  std::size_t last = 0;
  for (std::size_t first = 0; first < peaks.size(); ++first) {
    while (last < peaks.size() &&
           static_cast<double>(peaks[last] - peaks[first]) * table.bins.step_s <=
               options.ecg_window_s) {
      ++last;
    }
    std::vector<double> intervals;
    for (std::size_t i = first + 1; i < last; ++i) {
      intervals.push_back(static_cast<double>(peaks[i] - peaks[i - 1]) * table.bins.step_s);
    }
    if (!fills(intervals, options.ecg_window_s) || !regular(intervals, options)) continue;
    std::fill(row.begin() + static_cast<std::ptrdiff_t>(peaks[first]),
              row.begin() + static_cast<std::ptrdiff_t>(peaks[last - 1] + 1),
              std::uint8_t{1});
  }
  return row;
}

}  // namespace

Heart find_heart(const core::ChannelTable& table, const ArtifactOptions& options) {
  const std::size_t count = table.envelope_uv.size();
  const double usual_uv = low_frequency(table, options).usual_uv;
  const std::vector<std::size_t> peaks = peaks_of(table, usual_uv, options);
  const Flags row = regular_rows(peaks, table, options);
  const std::size_t window = steps_in(options.ecg_window_s, table.bins.step_s, 0);
  std::vector<Run> beats;
  for (const std::size_t peak : peaks) {
    if (row[peak] == 0) continue;
    beats.push_back({peak - std::min(peak, kBeatBins), std::min(count, peak + kBeatBins + 1)});
  }
  return {joined(runs_of(row), window), flags_of(beats, count)};
}

}  // namespace calfemg::detect
