// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "detect/runs.hpp"

namespace calfemg::detect {

/// Mean and standard deviation of ln of a series over any window, in constant time. What is not
/// usable, or NaN, counts for nothing.
class LogSums {
 public:
  LogSums(const std::vector<float>& values_uv, std::span<const std::uint8_t> usable);

  /// NaN when less than four fifths of the window is known.
  [[nodiscard]] double mean(Run run) const;
  [[nodiscard]] double spread(Run run) const;

 private:
  [[nodiscard]] double known_in(Run run) const;

  std::vector<double> sums_;
  std::vector<double> squares_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace calfemg::detect
