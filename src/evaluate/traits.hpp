// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"

namespace calfemg::evaluate {

/// A property by which events are broken down; `rank` orders the labels of an attribute.
struct Trait {
  std::size_t attribute = 0;  ///< index into attribute_names()
  std::size_t rank = 0;
  std::string label;

  friend auto operator<=>(const Trait&, const Trait&) = default;
};

[[nodiscard]] std::span<const std::string_view> attribute_names();

/// Amplitude (median_rest_multiple; for cramps and tension), duration, place, stage; for an
/// artifact kind; confidence where the event has one.
[[nodiscard]] std::vector<Trait> traits_of(const core::Event& event);

/// What the event really is, or was taken for, by the other table: of the events of the same leg
/// the one that overlaps it longest. "contraction", "artifact: motion", "rejected_cramp:
/// not_tonic"; "cramp, other head" (or leg, or channel) and "cramp, not one to one" for its own
/// type; "nothing" when none overlaps.
[[nodiscard]] std::string counterpart(const core::Event& event,
                                      const std::vector<core::Event>& others);

}  // namespace calfemg::evaluate
