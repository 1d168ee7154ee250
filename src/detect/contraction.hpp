// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Holds and stretches of the calf of a leg: sustained, led by the calf, no cramp, train or large
/// movement (docs/detectors.md#contraction). Measure: `median_rest_multiple`.
/// @param others  accepted `cramp`, `hflm` and `lmm` events
[[nodiscard]] std::vector<core::Event> find_contractions(const SessionView& view,
                                                         std::span<const core::Event> others,
                                                         const ContractionOptions& options);

}  // namespace calfemg::detect
