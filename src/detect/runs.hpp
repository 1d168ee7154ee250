// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace calfemg::detect {

/// One byte for each bin or row: 0 no, 1 yes.
using Flags = std::vector<std::uint8_t>;

/// Bins [begin, end).
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const { return end - begin; }

  friend bool operator==(const Run&, const Run&) = default;
};

/// All stretches of flags that are set.
[[nodiscard]] std::vector<Run> runs_of(std::span<const std::uint8_t> flags);

/// Runs at most `largest_gap` bins apart become one. Runs in order of `begin`, they may overlap.
[[nodiscard]] std::vector<Run> joined(const std::vector<Run>& runs, std::size_t largest_gap);

/// Runs of at least `shortest` bins.
[[nodiscard]] std::vector<Run> at_least(std::vector<Run> runs, std::size_t shortest);

/// Flags of `count` bins with those inside the runs set.
[[nodiscard]] Flags flags_of(std::span<const Run> runs, std::size_t count);

/// What a bin says about activity: two gates make four answers.
enum class Activity : std::uint8_t {
  unknown,  ///< no usable signal
  rest,     ///< below the lower gate
  between,  ///< keeps activity going, does not start it
  active    ///< above the upper gate
};

/// How stretches of activity are cut out of a row of answers. All numbers are bins.
struct HysteresisRule {
  std::size_t seed_window = 1;  ///< a stretch needs a window this long ...
  std::size_t seed_active = 1;  ///< ... with at least this many active bins
  std::size_t hold_before = 0;  ///< this much rest ends it towards the past; 0: begins active
  std::size_t hold_after = 1;   ///< this much rest ends it towards the future
  std::size_t bridge = 0;       ///< more unknown bins than this end it
};

/// Stretches of activity by hysteresis, in order, not overlapping; each begins and ends with a bin
/// that is at least `between`.
[[nodiscard]] std::vector<Run> activity_runs(std::span<const Activity> activity,
                                             const HysteresisRule& rule);

}  // namespace calfemg::detect
