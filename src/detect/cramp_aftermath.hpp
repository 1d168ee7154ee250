// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Adds to each cramp of a gastrocnemius head what its leading channel was like around it,
/// movements and other cramps left out: median level over rest in the 30 min before and after
/// ("before_30min_rest_multiple", "after_30min_rest_multiple"), and the time above the tension gate
/// in the 30 min after ("residual_tension_s").
void describe_aftermath(std::vector<core::Event>& events,
                        const SessionView& view,
                        const TensionOptions& options);

}  // namespace calfemg::detect
