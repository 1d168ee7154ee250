// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Time from `onset_s` to the first change from sleep to wake between `awakening_before_s` before
/// and `awakening_after_s` after it; NaN without one.
[[nodiscard]] double awakening_latency_s(const SessionView& view,
                                         double onset_s,
                                         const CrampOptions& options);

/// Time from `onset_s` to the first patient marker between `marker_before_s` before and
/// `marker_after_s` after it; NaN without one. A marker is an annotation whose label contains one
/// of `marker_labels`, capitals or not.
[[nodiscard]] double marker_latency_s(const SessionView& view,
                                      double onset_s,
                                      const CrampOptions& options);

}  // namespace calfemg::detect
