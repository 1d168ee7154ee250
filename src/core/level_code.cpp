// SPDX-License-Identifier: Apache-2.0
#include "core/level_code.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calfemg::core {

std::uint8_t level_code(double uv) {
  constexpr double kHighestCode = 255.0;
  if (!std::isfinite(uv)) return 0;
  const double steps =
      std::round(std::log(std::max(uv, kLowestLevelUv) / kLowestLevelUv) / kLevelStep);
  return static_cast<std::uint8_t>(std::min(steps + 1.0, kHighestCode));
}

double level_from_code(std::uint8_t code) {
  if (code == 0) return std::numeric_limits<double>::quiet_NaN();
  return kLowestLevelUv * std::exp(kLevelStep * (static_cast<double>(code) - 1.0));
}

}  // namespace calfemg::core
