// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Where the leg movements of a leg are taken from.
struct Derivation {
  core::Leg leg = core::Leg::left;
  std::vector<std::size_t> channels;  ///< of tibialis anterior, or else of gastrocnemius
  bool standard = false;              ///< tibialis anterior: what the scoring rules are made for
};

/// One for each leg that has a usable derivation, left first. A tibialis anterior without a rest
/// level (never usable) does not count.
[[nodiscard]] std::vector<Derivation> derivations(const SessionView& view,
                                                  const LegMovementOptions& options);

}  // namespace calfemg::detect
