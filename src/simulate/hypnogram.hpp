// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recording.hpp"
#include "simulate/random.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// Sleep stages of a night without events: awake, then cycles of N1, N2, N3, N2, REM with less N3
/// and more REM from cycle to cycle and short awakenings between them.
[[nodiscard]] core::Hypnogram make_hypnogram(const NightSpec& night, const Random& random);

/// Epochs that the interval touches become wake, then N1 for one epoch where sleep went on.
void wake_up(core::Hypnogram& hypnogram, const core::Interval& awake);

}  // namespace calfemg::simulate
