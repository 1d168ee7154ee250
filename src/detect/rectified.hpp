// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "detect/leg_movement_rules.hpp"
#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// A channel in rectified microvolts with its local rest level, for the rules of leg movements.
struct Rectified {
  const ChannelView* channel;
  std::vector<double> level_uv;  ///< [bin]
  std::vector<double> rest_uv;   ///< [second]
  std::size_t bins_per_second;
  LegMovementRules rules;

  [[nodiscard]] double rest_at(std::size_t bin) const { return rest_uv[bin / bins_per_second]; }

  /// Level from which a movement begins, and below which it ends. Adaptive: a floor f of mean
  /// activity gives f (1 + ln(f + 1)) + 8 uV and a quarter of it (S-PLMAD).
  [[nodiscard]] double onset_at(std::size_t bin) const;
  [[nodiscard]] double offset_at(std::size_t bin) const;
};

[[nodiscard]] Rectified rectified(const ChannelView& channel, const LegMovementOptions& options);

/// Local resting level of a channel in rectified uV, one value for each second of the envelope's
/// bins: `rest_percentile` of the 1-s levels within half of `rest_window_s` to each side; adaptive:
/// their mean within 10 s to each side. Where less than a quarter of the window is usable it is the
/// rest level of the session.
///
/// A local level follows sustained activity and so hides it: right for leg movements, wrong for
/// cramps and tension.
[[nodiscard]] std::vector<double> local_rest_uv(const ChannelView& channel,
                                                const LegMovementOptions& options);

}  // namespace calfemg::detect
