// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/options.hpp"

namespace calfemg::detect {

/// What makes a leg movement by one of the published methods (docs/detectors.md#leg-movement).
struct LegMovementRules {
  double onset_above_uv = 0.0;   ///< rectified uV above the floor
  double offset_above_uv = 0.0;  ///< the same for the end; not used when `adaptive`
  double offset_hold_s = 0.0;    ///< time below it that ends a movement
  double join_s = 0.0;           ///< movements of a leg up to this far apart are one
  double min_duration_s = 0.0;
  double max_duration_s = 0.0;
  double max_rest_uv = 0.0;  ///< above this floor nothing is scored
  bool needs_body = false;   ///< WASM 2016: a window whose median is above rest
  bool adaptive = false;     ///< S-PLMAD: the floor rises with the activity around, and both gates
};

[[nodiscard]] LegMovementRules rules_of(const LegMovementOptions& options);

}  // namespace calfemg::detect
