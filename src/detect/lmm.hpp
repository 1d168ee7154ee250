// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Large muscle-group movements (docs/detectors.md#lmm): several muscles at once for 3-45 s, with
/// motion of the electrodes, or more than one leg or burst after burst. Leg: absent when both move.
/// Measures: `median_rest_multiple`, `muscles`, `moving_channels`, `bursts`.
/// @param trains  `hflm` events; what they cover is no large movement
[[nodiscard]] std::vector<core::Event> find_large_movements(const SessionView& view,
                                                            std::span<const core::Event> trains,
                                                            const LargeMovementOptions& options);

}  // namespace calfemg::detect
