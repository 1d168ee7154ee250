// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/event.hpp"
#include "report/session.hpp"

namespace calfemg::report {

/// Envelopes of all channels from two minutes before to two minutes after an event: those of its
/// head first, then those of the other head of the leg, then the others, on one amplitude scale.
/// @param most_buckets  resolution; lower for a page with very many events
/// @return "" when the event belongs to no head that was recorded
[[nodiscard]] std::string event_figure(const Session& session,
                                       const core::Event& event,
                                       int most_buckets);

}  // namespace calfemg::report
