// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "detect/plm_options.hpp"

namespace calfemg::detect {

/// A `plm` for each `lm` that is a member of a periodic series, with the same place and time; the
/// `lm` itself stays. What is said of the derivation of the `lm` holds for the `plm`.
/// @param events  other types than `lm` are ignored
[[nodiscard]] std::vector<core::Event> find_periodic_movements(
    std::span<const core::Event> events,
    const std::optional<core::Hypnogram>& hypnogram,
    const PlmOptions& options);

}  // namespace calfemg::detect
