// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/session_table.hpp"
#include "detect/runs.hpp"

namespace calfemg::detect {

/// Value below which `percent` of the values lie, linear between order statistics (the usual
/// definition: position percent/100 * (n - 1)). NaN when there is none. Values must not be NaN.
[[nodiscard]] double percentile(std::vector<double> values, double percent);

[[nodiscard]] double median(std::vector<double> values);

/// Robust standard deviation: 1.4826 times the median absolute deviation from the median, which is
/// the standard deviation of Gaussian values. NaN when there is none.
[[nodiscard]] double robust_spread(const std::vector<double>& values);

/// Whole number of steps nearest to a time, at least `least`.
[[nodiscard]] std::size_t steps_in(double seconds, double step_s, std::size_t least);

/// Bin that holds a time; clamped to the grid.
[[nodiscard]] std::size_t bin_at(const core::Grid& grid, double seconds);

/// Bins whose centre lies in [start_s, end_s).
[[nodiscard]] Run bins_between(const core::Grid& grid, double start_s, double end_s);

/// Share of a run's flags that are set; the run must hold at least one bin.
[[nodiscard]] double share_set(std::span<const std::uint8_t> flags, Run run);

/// RMS over the usable bins of a run, sqrt(mean of squares); NaN when none is usable.
[[nodiscard]] double rms_over(std::span<const float> envelope_uv,
                              std::span<const std::uint8_t> usable,
                              Run run);

/// Envelope averaged in power over a centred window of about `window_s` (an odd number of bins).
/// Bins that are not usable count for nothing; where less than half of the window is usable the
/// result is NaN.
[[nodiscard]] std::vector<double> smoothed(const core::ChannelTable& table,
                                           std::span<const std::uint8_t> usable,
                                           double window_s);

/// The usable values of `values` inside `run`: those that are not NaN.
[[nodiscard]] std::vector<double> known_values(std::span<const double> values, Run run);

}  // namespace calfemg::detect
