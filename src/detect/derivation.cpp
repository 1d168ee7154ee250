// SPDX-License-Identifier: Apache-2.0
#include "detect/derivation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace calfemg::detect {
namespace {

bool is_tibialis(core::Muscle muscle) {
  return muscle == core::Muscle::tibialis_anterior;
}

bool is_alive(const SessionView& view, const Head& head) {
  return std::any_of(head.channels.begin(), head.channels.end(), [&view](std::size_t channel) {
    return !std::isnan(view.channels[channel].rest.level_uv);
  });
}

std::vector<Head> living_heads(const SessionView& view,
                               core::Leg leg,
                               bool (*wanted)(core::Muscle)) {
  std::vector<Head> heads = heads_of(view);
  std::vector<Head> living;
  for (Head& head : heads) {
    if (head.leg != leg || !wanted(head.muscle) || !is_alive(view, head)) continue;
    living.push_back(std::move(head));
  }
  return living;
}

}  // namespace

std::vector<Derivation> derivations(const SessionView& view, const LegMovementOptions& options) {
  std::vector<Derivation> result;
  for (const core::Leg leg : {core::Leg::left, core::Leg::right}) {
    Derivation derivation{leg, living_heads(view, leg, is_tibialis), true};
    if (derivation.heads.empty() && options.from_gastrocnemius) {
      derivation = {leg, living_heads(view, leg, core::is_gastrocnemius), false};
    }
    if (!derivation.heads.empty()) result.push_back(std::move(derivation));
  }
  return result;
}

}  // namespace calfemg::detect
