// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/quantity.hpp"
#include "core/session_table.hpp"
#include "features/options.hpp"
#include "features/spectrum.hpp"

namespace calfemg::features {

/// What must be known or covered before a feature means anything.
enum class Needs : std::uint8_t {
  nothing,
  noise_level,    ///< a noise level above 0: unit of the count thresholds
  filtered_band,  ///< pass band of the filtered signal
  recorded_band   ///< band of the unfiltered signal
};

struct Requirement {
  Needs what = Needs::nothing;
  Band band;  ///< for the two bands: must be covered as a whole
};

/// Threshold of ZC, SSC and WAMP in uV; NaN when the noise level is not known or 0.
[[nodiscard]] double count_threshold_uv(const core::ChannelConditions& conditions,
                                        const FeatureOptions& options);

/// What the unfiltered signal covers: recorder filters where the file states them, else 0 to half
/// of the rate.
[[nodiscard]] Band recorded_band(core::Hertz rate, const core::ChannelConditions& conditions);

/// Why a feature cannot be computed on a channel; empty when it can.
[[nodiscard]] std::string reason_missing(const Requirement& needs,
                                         core::Hertz rate,
                                         const core::ChannelConditions& conditions);

}  // namespace calfemg::features
