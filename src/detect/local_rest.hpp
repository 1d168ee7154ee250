// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Local resting level of a channel in rectified uV, one value for each second of the envelope's
/// bins: `rest_percentile` of the 1-s levels within half of `rest_window_s` to each side. Where
/// less than a quarter of the window is usable it is the rest level of the session.
///
/// A local level follows sustained activity and so hides it: right for leg movements, wrong for
/// cramps and tension.
[[nodiscard]] std::vector<double> local_rest_uv(const ChannelView& channel,
                                                const LegMovementOptions& options);

}  // namespace calfemg::detect
