// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::evaluate {

/// A share of counted things with its 95 % interval of Clopper and Pearson (1934), which is exact
/// for independent things and too wide rather than too narrow. Missing when there is nothing.
struct Proportion {
  std::size_t successes = 0;
  std::size_t total = 0;
  double value = core::kMissing;
  double low = core::kMissing;
  double high = core::kMissing;
};

/// The interval by bisection of the binomial tails, to the last bits of a double.
[[nodiscard]] Proportion proportion(std::size_t successes, std::size_t total);

/// F1 = 2 TP / (2 TP + FP + FN). With J = TP / (TP + FP + FN), F1 = 2 J / (1 + J) grows with J, so
/// the interval of the proportion J becomes the interval of F1. `successes` and `total` are
/// those of J.
[[nodiscard]] Proportion f1_score(std::size_t matched, std::size_t truth, std::size_t detected);

/// Median and quartiles, linear between the two nearest values.
struct Spread {
  std::size_t count = 0;
  double median = core::kMissing;
  double first_quartile = core::kMissing;
  double third_quartile = core::kMissing;
};

[[nodiscard]] Spread spread_of(std::vector<double> values);

}  // namespace calfemg::evaluate
