// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Isolated brief potentials of a channel (docs/detectors.md#fasciculation): at most
/// `max_duration_s`, in a muscle that is at rest before and after. Artefacts are not usable signal
/// and so never one. Measures: `peak_uv`, `peak_rest_multiple`.
[[nodiscard]] std::vector<core::Event> find_fasciculations(const SessionView& view,
                                                           const FasciculationOptions& options);

}  // namespace calfemg::detect
