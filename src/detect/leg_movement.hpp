// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/derivation.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Leg movements by the amplitude rule of AASM and WASM 2016, leg by leg. Left out: what lies in a
/// train or a large movement; on tibialis what is one with a hold of the calf; on the calf what
/// touches a cramp of that leg.
/// @param others  events of types `hflm`, `lmm`, `contraction`, `cramp`; more are ignored
[[nodiscard]] std::vector<core::Event> find_leg_movements(const SessionView& view,
                                                          std::span<const core::Event> others,
                                                          const LegMovementOptions& options);

}  // namespace calfemg::detect
