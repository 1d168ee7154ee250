// SPDX-License-Identifier: Apache-2.0
#include "detect/derivation.hpp"

#include <cmath>
#include <utility>

namespace calfemg::detect {
namespace {

bool is_tibialis(core::Muscle muscle) {
  return muscle == core::Muscle::tibialis_anterior;
}

/// Channels of a leg on wanted muscles that have a rest level.
std::vector<std::size_t> living_channels(const SessionView& view,
                                         core::Leg leg,
                                         bool (*wanted)(core::Muscle)) {
  std::vector<std::size_t> living;
  for (std::size_t i = 0; i < view.channels.size(); ++i) {
    const core::Role& role = view.channels[i].role();
    const bool is_alive = !std::isnan(view.channels[i].rest.level_uv);
    if (role.leg == leg && wanted(role.muscle) && is_alive) living.push_back(i);
  }
  return living;
}

}  // namespace

std::vector<Derivation> derivations(const SessionView& view, const LegMovementOptions& options) {
  std::vector<Derivation> result;
  for (const core::Leg leg : {core::Leg::left, core::Leg::right}) {
    Derivation derivation{leg, living_channels(view, leg, is_tibialis), true};
    if (derivation.channels.empty() && options.from_gastrocnemius) {
      derivation = {leg, living_channels(view, leg, core::is_gastrocnemius), false};
    }
    if (!derivation.channels.empty()) result.push_back(std::move(derivation));
  }
  return result;
}

}  // namespace calfemg::detect
