// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "core/movement_indices.hpp"
#include "detect/plm.hpp"

namespace calfemg::detect {

/// The `lm` of some events as a night that can be scored; arousals and respiratory events are not
/// known. `sources`, when given, becomes the event of each movement.
[[nodiscard]] MarkedNight night_of(std::span<const core::Event> events,
                                   const std::optional<core::Hypnogram>& hypnogram,
                                   std::vector<const core::Event*>* sources = nullptr);

/// Every index of a scored night.
[[nodiscard]] core::MovementIndices movement_indices(const MarkedNight& night,
                                                     std::span<const ScoredMovement> movements,
                                                     const PlmOptions& options);

}  // namespace calfemg::detect
