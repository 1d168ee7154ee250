// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Cramps of the gastrocnemius heads and of soleus, and the candidates that were turned down
/// (`rejected_cramp`, `kind` = code, first reason = why). Ordered by head, then onset.
[[nodiscard]] std::vector<core::Event> find_cramps(const SessionView& view,
                                                   const CrampOptions& options);

}  // namespace calfemg::detect
