// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"

namespace calfemg::evaluate {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// How two event tables are compared (docs/evaluation.md). The numbers are our choice: no standard
/// says when a detected cramp is the annotated one.
struct Options {
  std::vector<core::EventType> types{core::EventType::cramp,
                                     core::EventType::tension,
                                     core::EventType::lm,
                                     core::EventType::artifact};
  double min_overlap = 0.2;        ///< intersection over union that makes a match, 0..1
  double onset_tolerance_s = 2.0;  ///< onsets this near make a match too, s
  double bin_s = 1.0;              ///< step of the comparison in time, s
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::evaluate
