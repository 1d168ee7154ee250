// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/plm.hpp"

namespace calfemg::detect {

/// WASM: the movement touches the window around the end of the respiratory event. AASM: the whole
/// event with a margin on both sides.
[[nodiscard]] bool is_near_respiration(const ScoredMovement& movement,
                                       const core::Interval& respiratory_event,
                                       const PlmOptions& options);

/// Near any respiratory event of the night.
[[nodiscard]] bool goes_with_respiration(const ScoredMovement& movement,
                                         const MarkedNight& night,
                                         const PlmOptions& options);

/// The arousal overlaps the movement or lies within the gap before or after it.
[[nodiscard]] bool is_near_arousal(const ScoredMovement& movement,
                                   const core::Interval& arousal,
                                   const PlmOptions& options);

/// Near any arousal of the night.
[[nodiscard]] bool goes_with_arousal(const ScoredMovement& movement,
                                     const MarkedNight& night,
                                     const PlmOptions& options);

}  // namespace calfemg::detect
