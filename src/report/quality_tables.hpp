// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// How good each channel was: usable share, rest level, noise.
[[nodiscard]] Table signal_quality_table(const Session& session);

/// What was recorded and what was done to it: rate, unit, band and why it is narrow, notches.
[[nodiscard]] Table conditions_table(const Session& session);

/// Features that do not exist for a channel, joined by reason.
[[nodiscard]] Table missing_features_table(const Session& session);

}  // namespace calfemg::report
