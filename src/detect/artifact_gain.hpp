// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "detect/options.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Finds stretches in which the gain of one channel differs and makes them unusable: between two
/// opposite steps, each taken at once, from one steady level to another of the same texture, by the
/// band and by 2-15 Hz alike, while another site of the same head stays as it was and no channel of
/// the leg steps. A step that is never taken back is none: which side of it is right is not known.
/// On a head with one site there is nothing to compare with, and nothing is found: steady tension
/// that begins and ends at once would look the same. Adds the kind "gain_step" to each channel.
void mark_gain_steps(std::vector<ChannelView>& channels, const ArtifactOptions& options);

}  // namespace calfemg::detect
