// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Fills in how even the discharge of the leading channel is. A voluntary hold is nearly Gaussian
/// noise of a steady level; motor units in a cramp fire irregularly (CV of the intervals 45 %
/// against 10-20 %) and wax and wane together at 1.3-1.5 Hz (Minetto 2009).
void describe_texture(CrampEvidence& evidence,
                      const ChannelView& channel,
                      const core::Interval& candidate);

/// How much more the level varies at `scale` bins than it would if bins were independent:
/// ln( var(differences of means over `scale` bins) / (var(differences of bins) / scale) ), of the
/// logarithm of the envelope. 0 for noise of a steady level; NaN below four means.
[[nodiscard]] double roughness(std::span<const double> log_envelope, std::size_t scale);

}  // namespace calfemg::detect
