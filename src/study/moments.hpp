// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <vector>

namespace calfemg::study {

inline constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] double mean_of(std::span<const double> values);      ///< NaN for none
[[nodiscard]] double variance_of(std::span<const double> values);  ///< NaN below two

/// b - a, pair by pair.
[[nodiscard]] std::vector<double> differences(std::span<const double> a, std::span<const double> b);

}  // namespace calfemg::study
