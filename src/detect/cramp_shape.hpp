// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "detect/cramp_evidence.hpp"

namespace calfemg::detect {

/// Candidate without the stretch-break that may end it: without its last `stretch_break_s`, at most
/// `stretch_break_share` of it.
[[nodiscard]] core::Interval core_of(const core::Interval& candidate, const CrampOptions& options);

/// Fills in what a head shows of a candidate: amplitude, tonicity, modulation, returns to rest,
/// rise and decay, artefact share. Where several channels take part, each moment is that of the
/// channel that is then highest above its rest level, so that a cramp that wanders from site to
/// site is whole; amplitudes are given on the scale of the first channel.
/// @param channels  those that take part, the leading one first; at least one
void describe_shape(CrampEvidence& evidence,
                    std::span<const ChannelView* const> channels,
                    const core::Interval& candidate,
                    const CrampOptions& options);

}  // namespace calfemg::detect
