// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// RMS above which a channel is tense:
///   B + max(above_sigma s, above_rest_fraction B, above_uv)
/// B, s: rest level and spread of the session. NaN when the rest level is not known.
[[nodiscard]] double tension_gate_uv(const core::RestLevel& rest, const TensionOptions& options);

/// Periods of elevated tension of each gastrocnemius head.
/// @param others  events that are no tension: inside a `cramp` of that head nothing is tension, and
///                near a leg movement of that leg nothing is said
[[nodiscard]] std::vector<core::Event> find_tension(const SessionView& view,
                                                    std::span<const core::Event> others,
                                                    const TensionOptions& options);

}  // namespace calfemg::detect
