// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "core/tension_signature.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// One for each gastrocnemius channel that has a rest level, in the order of the recording.
/// @param events  of the session, tension included; movements and cramps are not judged
[[nodiscard]] std::vector<core::TensionSignature> tension_signatures(
    const SessionView& view, std::span<const core::Event> events, const TensionOptions& options);

/// Left against right for each head, medial against lateral for each leg, where both are known.
[[nodiscard]] std::vector<core::TensionAsymmetry> tension_asymmetries(
    std::span<const core::TensionSignature> signatures);

}  // namespace calfemg::detect
