// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace calfemg::features {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

struct FeatureOptions {
  double window_s = 1.0;          ///< analysis window
  double hop_s = 0.5;             ///< distance of windows
  double threshold_noise = 3;     ///< ZC, SSC and WAMP thresholds as a multiple of the noise RMS
  std::vector<std::string> only;  ///< names of the columns to compute; empty: all
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::features
