// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/derivation.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Leg movements by the amplitude rule of AASM and WASM 2016, leg by leg. Movements of the calf
/// during a cramp of that leg are left out where the calf is the derivation.
/// @param cramps  events of type `cramp`; others are ignored
[[nodiscard]] std::vector<core::Event> find_leg_movements(const SessionView& view,
                                                          std::span<const core::Event> cramps,
                                                          const LegMovementOptions& options);

}  // namespace calfemg::detect
