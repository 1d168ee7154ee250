// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// Resting amplitude of a channel over the whole session: median and 1.4826 MAD of the quietest
/// `lowest_fraction` of the RMS windows, of those in sleep when the hypnogram has enough of it; the
/// noise floor is a low percentile of all windows that were considered.
/// @param usable  [bin] of the channel's envelope
/// @return NaN throughout when less than `min_usable_s` is usable
[[nodiscard]] core::RestLevel rest_level(const core::ChannelTable& table,
                                         std::span<const std::uint8_t> usable,
                                         const std::optional<core::Hypnogram>& hypnogram,
                                         const RestOptions& options);

}  // namespace calfemg::detect
