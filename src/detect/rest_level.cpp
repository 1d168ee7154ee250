// SPDX-License-Identifier: Apache-2.0
#include "detect/rest_level.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

struct Window {
  double rms_uv;
  double centre_s;
};

std::vector<Window> usable_windows(const core::ChannelTable& table,
                                   std::span<const std::uint8_t> usable,
                                   const RestOptions& options) {
  const std::size_t size = steps_in(options.window_s, table.bins.step_s, 1);
  std::vector<Window> windows;
  for (std::size_t begin = 0; begin + size <= usable.size(); begin += size) {
    const Run run{begin, begin + size};
    const double known = share_set(usable, run);
    if (known <= 0.0 || known < options.min_coverage) continue;
    const double centre = (table.bins.time_s(run.begin) + table.bins.time_s(run.end)) / 2.0;
    windows.push_back({rms_over(table.envelope_uv, usable, run), centre});
  }
  return windows;
}

}  // namespace

core::RestLevel rest_level(const core::ChannelTable& table,
                           std::span<const std::uint8_t> usable,
                           const std::optional<core::Hypnogram>& hypnogram,
                           const RestOptions& options) {
  const std::vector<Window> windows = usable_windows(table, usable, options);
  std::vector<double> all;
  std::vector<double> asleep;
  for (const Window& window : windows) {
    all.push_back(window.rms_uv);
    if (hypnogram && core::is_sleep(hypnogram->at(window.centre_s))) {
      asleep.push_back(window.rms_uv);
    }
  }
  const auto seconds = [&](const std::vector<double>& values) {
    return static_cast<double>(values.size()) * options.window_s;
  };
  if (all.empty() || seconds(all) < options.min_usable_s) return {};
  const bool only_sleep =
      options.sleep_only && !asleep.empty() && seconds(asleep) >= options.min_sleep_s;
  std::vector<double>& levels = only_sleep ? asleep : all;

  core::RestLevel rest;
  rest.noise_floor_uv = percentile(levels, options.noise_floor_percentile);
  std::sort(levels.begin(), levels.end());
  const double kept = std::ceil(options.lowest_fraction * static_cast<double>(levels.size()));
  levels.resize(std::max<std::size_t>(1, static_cast<std::size_t>(kept)));
  rest.level_uv = median(levels);
  rest.spread_uv = robust_spread(levels);
  return rest;
}

}  // namespace calfemg::detect
