// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/tension_signature.hpp"
#include "detect/session_view.hpp"

namespace calfemg::detect {

/// Distribution of normalised EMG (DNE): mean rectified amplitude of half-second mini-epochs, the
/// lowest and highest 0.5 % of them cut to the percentiles there, scaled to 0 to 100 between these.
/// Needs no maximal contraction, but two nights compare only in shape. First all the night, then
/// each stage of the hypnogram that has such epochs.
[[nodiscard]] std::vector<core::NormalisedEmg> normalised_emg(
    const ChannelView& channel, const std::optional<core::Hypnogram>& hypnogram);

}  // namespace calfemg::detect
