// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/session_table.hpp"

// What does not come from the muscle, measured in the spectrum of the unfiltered frame.
namespace calfemg::features {

inline constexpr double kMainsHalfWidthHz = 1.0;     ///< around a harmonic, at least
inline constexpr double kMainsHalfWidthBins = 1.5;   ///< main lobe of a Hann window
inline constexpr double kMainsBackgroundHz = 4.0;    ///< to each side of that, at least
inline constexpr double kMainsBackgroundBins = 4.0;  ///< the same in bins

/// RMS of the mains harmonics that are in the recording (conditions.notches_hz), in uV:
///   sqrt(max(0, sum over harmonics of (power within h of it - background)))
/// h is 1 Hz or 1.5 bins, whichever is more; the background is the mean density of the next 4 Hz
/// (or 4 bins) on both sides, times the width. 0 when the recording has no harmonics. Noise alone
/// gives values up to about sqrt(2 * density * bin width).
/// @param raw_psd  one-sided, uV^2/Hz, of the frame before the notches
[[nodiscard]] double mains_rms_uv(std::span<const double> raw_psd,
                                  double bin_width_hz,
                                  const core::ChannelConditions& conditions);

/// RMS of what lies from the first bin above 0 Hz up to, not including, `below_hz`, in uV: motion
/// and drift. 0 when no bin lies there.
[[nodiscard]] double low_frequency_rms_uv(std::span<const double> raw_psd,
                                          double bin_width_hz,
                                          double below_hz);

/// Share of the raw power in the pass band that sits at mains harmonics inside it, 0..1.
/// NaN without power.
[[nodiscard]] double mains_share(std::span<const double> raw_psd,
                                 double bin_width_hz,
                                 const core::ChannelConditions& conditions);

}  // namespace calfemg::features
