// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "features/spectrum.hpp"

// Indices of signal quality from the spectrum of the unfiltered frame.
// Source: Sinderby, Lindstrom & Grassino 1995 (J Appl Physiol 79:1803), made for the diaphragm at
// rates above 1.2 kHz. Each deviation is stated with its function and in docs/features.md.
namespace calfemg::features {

inline constexpr double kQualityTopHz = 600.0;   ///< the spectrum ends here at the latest
inline constexpr double kMotionTopHz = 20.0;     ///< motion lies below
inline constexpr double kDensityFromHz = 35.0;   ///< mean densities are taken from here on
inline constexpr std::size_t kDensityBins = 13;  ///< neighbouring bins in a mean density
inline constexpr std::size_t kPartsOfBand = 5;   ///< the top one of these equal parts is noise

/// Largest and smallest mean of 13 neighbouring bins, uV^2/Hz.
struct DensityExtremes {
  double highest = 0.0;
  double highest_at_hz = 0.0;  ///< middle of its 13 bins
  double lowest = 0.0;
};

/// Means over all runs of 13 bins that lie inside `bins` as a whole (published code pads with
/// zeros, which pulls the lowest mean down at the upper end). All NaN below 13 bins.
/// @param bins  from 35 Hz to the top of the recorded band
[[nodiscard]] DensityExtremes density_extremes(const BandSpectrum& bins);

/// SNR in dB: 10 log10(mean density of all bins / mean density of the top fifth of them).
/// Deviation: counted from 20 Hz and not from 0, so that motion does not pass as signal.
/// NaN below 5 bins, or without any noise.
/// @param bins  from 20 Hz to the top of the recorded band
[[nodiscard]] double signal_to_noise(const BandSpectrum& bins);

/// SMR in dB: 10 log10(power of all bins / power of the bins below 20 Hz that rise above the
/// straight line from the origin to the highest mean density).
/// NaN when no bin rises above the line: there is no motion to compare with.
/// @param bins  from the first bin above 0 Hz to the top of the recorded band
[[nodiscard]] double signal_to_motion(const BandSpectrum& bins, const DensityExtremes& extremes);

/// DPR in dB: 10 log10(highest / lowest mean density). NaN when the lowest is 0.
[[nodiscard]] double density_drop(const DensityExtremes& extremes);

/// Omega = sqrt(SM2 / SM0) / (SM1 / SM0): 1 for a single line; grows when power is added at both
/// ends of the spectrum. NaN without power.
/// @param bins  from the first bin above 0 Hz to the top of the recorded band
[[nodiscard]] double spectrum_deformation(const BandSpectrum& bins);

}  // namespace calfemg::features
