// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace calfemg::evaluate {

/// Row and column that belong together.
struct Pair {
  std::size_t row = 0;
  std::size_t column = 0;
};

/// One-to-one pairs of rows and columns with the largest total weight, by row. Weights are not
/// below 0, all rows equally long; 0 means that the two must not be paired. Hungarian method
/// (Kuhn 1955) with potentials, time n^3 for the larger side n.
[[nodiscard]] std::vector<Pair> best_assignment(const std::vector<std::vector<double>>& weights);

}  // namespace calfemg::evaluate
