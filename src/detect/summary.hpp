// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/session_result.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Seconds that could be used and that could not, by kind; a bin with several faults counts for the
/// first of them, "gap" (no data, or filters still settling after it) before every artefact.
[[nodiscard]] std::vector<core::ChannelSummary> summaries_of_channels(const SessionView& view);

/// What the events say about each head; tibialis anterior and soleus included where recorded.
[[nodiscard]] std::vector<core::HeadSummary> summaries_of_heads(
    const SessionView& view, std::span<const core::Event> events);

[[nodiscard]] std::vector<core::LegSummary> summaries_of_legs(const SessionView& view,
                                                              std::span<const core::Event> events,
                                                              const LegMovementOptions& options);

/// Total sleep time by the hypnogram, epochs outside the recording left out; NaN without one.
[[nodiscard]] double sleep_seconds(const core::RecordingInfo& recording);

}  // namespace calfemg::detect
