// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/event.hpp"

namespace calfemg::evaluate {

/// What an event belongs to when two tables are compared.
enum class Scope : std::uint8_t { head, leg, channel };

/// head: cramp, rejected_cramp, tension. channel: artifact, fasciculation. leg: everything else.
[[nodiscard]] Scope scope_of(core::EventType type);

/// True when two events can be the same one as far as the place goes. An event of both legs is at
/// the place of either. Events without channels are compared by leg and muscle.
[[nodiscard]] bool same_place(const core::Event& a, const core::Event& b, Scope scope);

/// True when they share a leg; an event of both legs shares it with every other.
[[nodiscard]] bool same_leg(const core::Event& a, const core::Event& b);

/// Seconds that both last together; 0 when they do not touch.
[[nodiscard]] double overlap_s(const core::Event& a, const core::Event& b);

/// Common time over the time of either, 0 to 1 (Jaccard index of the two intervals).
[[nodiscard]] double intersection_over_union(const core::Event& a, const core::Event& b);

}  // namespace calfemg::evaluate
