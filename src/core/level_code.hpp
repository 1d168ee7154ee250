// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace calfemg::core {

/// A level of the envelope in one byte, good enough for a drawing: 0 nothing, else steps of 5 %
/// from the lowest level up.
inline constexpr double kLowestLevelUv = 0.02;
inline constexpr double kLevelStep = 0.05;  ///< of the natural logarithm

[[nodiscard]] std::uint8_t level_code(double uv);
[[nodiscard]] double level_from_code(std::uint8_t code);  ///< NaN for 0

}  // namespace calfemg::core
