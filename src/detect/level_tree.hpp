// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "detect/runs.hpp"

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// How stretches of activity are found at many levels at once. Times in bins.
struct LevelRule {
  double lowest = 1.35;        ///< first level
  double ratio = 1.25;         ///< of each level to the one before, above 1
  std::size_t bridge = 0;      ///< pauses up to this long do not end a stretch
  std::size_t shortest = 1;    ///< shorter stretches are left out
  double same_overlap = 0.75;  ///< of two stretches that overlap by more (intersection over union)
                               ///< the one at the lower level is kept
};

// NOLINTEND(readability-magic-numbers)

/// The stretches in which `values` lies above a level, for each of the levels lowest * ratio^k up
/// to the highest value: a tree, since each stretch lies inside one of the level below. NaN is
/// above no level. Ordered by level, then begin; nested and overlapping on purpose.
[[nodiscard]] std::vector<Run> level_tree(std::span<const double> values, const LevelRule& rule);

/// Gives unknown stretches (NaN) of up to `longest` bins between known values the lower one of the
/// two, so that they do not end what goes on at both sides.
void bridge_unknown(std::vector<double>& values, std::size_t longest);

}  // namespace calfemg::detect
