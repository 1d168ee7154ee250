// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Rhythmic trains at 0.3-4 Hz of a leg: high-frequency leg movements, alternating activation, foot
/// tremor (docs/detectors.md#hflm). Measures: `median_rest_multiple`, `bursts`, `rate_hz`.
[[nodiscard]] std::vector<core::Event> find_trains(const SessionView& view,
                                                   const TrainOptions& options);

}  // namespace calfemg::detect
