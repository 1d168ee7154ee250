// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "detect/runs.hpp"

namespace calfemg::detect {

struct Burst {
  Run run;  ///< bins at least half as high as the peak
  std::size_t peak = 0;
};

/// Peaks of a level (multiples of rest, NaN where unknown) of at least `least` that stand
/// `return_ratio` above the troughs at both sides, in the order of time.
[[nodiscard]] std::vector<Burst> bursts_of(const std::vector<double>& level,
                                           double return_ratio,
                                           double least);

}  // namespace calfemg::detect
