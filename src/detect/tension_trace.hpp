// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/runs.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// A channel as tension sees it, bin by bin.
struct TensionTrace {
  std::vector<double> level_uv;    ///< RMS over `smoothing_s`
  std::vector<Activity> activity;  ///< active: tense; unknown: artefact, or near a movement
};

/// The channel must have a rest level.
[[nodiscard]] TensionTrace tension_trace(const ChannelView& channel,
                                         std::span<const core::Event> others,
                                         const TensionOptions& options);

/// The same for figures about a whole session: what is above the gate but no tension (a cramp, more
/// than `ceiling_rest_multiple`) is unknown instead of rest.
[[nodiscard]] TensionTrace judged_trace(const ChannelView& channel,
                                        std::span<const core::Event> others,
                                        const TensionOptions& options);

/// RMS above which a channel is tense:
///   B + max(above_sigma s, above_rest_fraction B, above_uv)
/// B, s: rest level and spread of the session. NaN when the rest level is not known.
[[nodiscard]] double tension_gate_uv(const core::RestLevel& rest, const TensionOptions& options);

}  // namespace calfemg::detect
