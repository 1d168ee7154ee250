// SPDX-License-Identifier: Apache-2.0
#include "detect/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace calfemg::detect {
namespace {

constexpr double kSpreadPerDeviation = 1.4826;  // 1 / (normal quantile of 3/4)
constexpr double kMedianPercent = 50.0;

double square(float value) {
  const auto wide = static_cast<double>(value);
  return wide * wide;
}

}  // namespace

double percentile(std::vector<double> values, double percent) {
  if (values.empty()) return core::kMissing;
  const double position = percent / 100.0 * static_cast<double>(values.size() - 1);
  const auto lower = static_cast<std::size_t>(position);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(lower);
  std::nth_element(values.begin(), nth, values.end());
  if (lower + 1 >= values.size()) return *nth;
  const double above = *std::min_element(std::next(nth), values.end());
  return *nth + (position - static_cast<double>(lower)) * (above - *nth);
}

double median(std::vector<double> values) {
  return percentile(std::move(values), kMedianPercent);
}

double robust_spread(const std::vector<double>& values) {
  const double centre = median(values);
  std::vector<double> deviations(values);
  for (double& value : deviations) {
    value = std::abs(value - centre);
  }
  return kSpreadPerDeviation * median(std::move(deviations));
}

std::size_t steps_in(double seconds, double step_s, std::size_t least) {
  return std::max(least, static_cast<std::size_t>(std::llround(std::max(seconds, 0.0) / step_s)));
}

std::size_t bin_at(const core::Grid& grid, double seconds) {
  constexpr double kRoundoffBins = 1e-6;  // a time that was computed from a bin stays in it
  const double position = std::floor((seconds - grid.start_s) / grid.step_s + kRoundoffBins);
  return static_cast<std::size_t>(std::clamp(position, 0.0, static_cast<double>(grid.count)));
}

Run bins_between(const core::Grid& grid, double start_s, double end_s) {
  const double half = grid.step_s / 2.0;
  Run run{bin_at(grid, start_s + half), bin_at(grid, end_s + half)};
  run.end = std::max(run.begin, run.end);
  return run;
}

double share_set(std::span<const std::uint8_t> flags, Run run) {
  const std::span<const std::uint8_t> inside = flags.subspan(run.begin, run.size());
  const auto set = std::count(inside.begin(), inside.end(), std::uint8_t{1});
  return static_cast<double>(set) / static_cast<double>(run.size());
}

double rms_over(std::span<const float> envelope_uv, std::span<const std::uint8_t> usable, Run run) {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (usable[i] == 0) continue;
    sum += square(envelope_uv[i]);
    ++count;
  }
  return count == 0 ? core::kMissing : std::sqrt(sum / static_cast<double>(count));
}

std::vector<double> smoothed(const core::ChannelTable& table,
                             std::span<const std::uint8_t> usable,
                             double window_s) {
  const std::size_t half = steps_in(window_s, table.bins.step_s, 1) / 2;
  const std::size_t count = table.envelope_uv.size();
  std::vector<double> result(count, core::kMissing);
  for (std::size_t i = 0; i < count; ++i) {
    const Run window{i - std::min(i, half), std::min(count, i + half + 1)};
    double sum = 0.0;
    std::size_t known = 0;
    for (std::size_t j = window.begin; j < window.end; ++j) {
      if (usable[j] == 0) continue;
      sum += square(table.envelope_uv[j]);
      ++known;
    }
    if (2 * known >= window.size()) result[i] = std::sqrt(sum / static_cast<double>(known));
  }
  return result;
}

std::vector<double> known_values(std::span<const double> values, Run run) {
  std::vector<double> known;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (!std::isnan(values[i])) known.push_back(values[i]);
  }
  return known;
}

}  // namespace calfemg::detect
