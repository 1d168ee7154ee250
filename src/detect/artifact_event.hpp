// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// The artefact stretches of all channels as events.
[[nodiscard]] std::vector<core::Event> artifact_events(const SessionView& view);

}  // namespace calfemg::detect
