// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace calfemg::detect {

/// A smoothed envelope of one bin each `step_s`, without the bursts on top of what goes on: values
/// above four times the median, in runs of at most 3 s, become NaN. Movements of a restless leg
/// must not hide, and must not imitate, how a longer activity discharges.
[[nodiscard]] std::vector<double> without_bursts(std::vector<double> envelope, double step_s);

}  // namespace calfemg::detect
