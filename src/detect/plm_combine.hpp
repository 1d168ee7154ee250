// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/plm.hpp"

namespace calfemg::detect {

/// The marks of each leg joined over short pauses, the short ones dropped, the legs combined, and
/// each movement classed by length and number of parts. In order of onset.
[[nodiscard]] std::vector<ScoredMovement> combined_movements(const MarkedNight& night,
                                                             const PlmOptions& options);

}  // namespace calfemg::detect
