// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"
#include "detect/tension_trace.hpp"

namespace calfemg::detect {

/// Periods of elevated tension of each gastrocnemius head.
/// @param others  events that are no tension: inside a `cramp` of that head nothing is tension, and
///                near a leg movement of that leg nothing is said
[[nodiscard]] std::vector<core::Event> find_tension(const SessionView& view,
                                                    std::span<const core::Event> others,
                                                    const TensionOptions& options);

}  // namespace calfemg::detect
