// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "study/outputs.hpp"

namespace calfemg::study {

/// Paired values as slopes, unpaired ones as dots with their medians; "" when there is nothing.
[[nodiscard]] std::string comparison_plot(const Comparison& comparison);

/// A row for each night, a column for each part of it: how much was active, where cramps were.
[[nodiscard]] std::string nights_plot(const Study& study);

/// Mean and band against the time from the onset.
[[nodiscard]] std::string curve_plot(const AlignedCurve& curve);

}  // namespace calfemg::study
