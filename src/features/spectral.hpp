// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "features/spectrum.hpp"

// Where the power of a frame sits. P is the power density in uV^2/Hz, f the frequency of a bin, df
// the bin width; sums run over the bins that are given. A ratio of a band without power is NaN.
namespace calfemg::features {

/// SMk = sum(f^k P) df for k = 0..3, uV^2 Hz^k. SM0 is the total power TTP.
/// Source: Phinyomark 2012, with df added so that SM0 is a power and not a sum of bins.
struct SpectralMoments {
  double sm0 = 0.0;
  double sm1 = 0.0;
  double sm2 = 0.0;
  double sm3 = 0.0;
};

/// All four are NaN when there is no bin.
[[nodiscard]] SpectralMoments spectral_moments(const BandSpectrum& bins);

/// MNF = SM1 / SM0, Hz. Source: De Luca 1997 (J Appl Biomech 13:135).
[[nodiscard]] double mean_frequency(const SpectralMoments& moments);

/// MDF, Hz: half of the power lies below it. Each bin holds its power spread evenly over
/// f - df/2 .. f + df/2, so that the answer is linear inside the bin.
/// Source: De Luca 1997 (definition); the interpolation is ours.
[[nodiscard]] double median_frequency(const BandSpectrum& bins);

/// PKF, Hz: frequency of the bin with the largest P; the lowest of equals.
[[nodiscard]] double peak_frequency(const BandSpectrum& bins);

/// VCF = SM2 / SM0 - (SM1 / SM0)^2, Hz^2, computed as sum((f - MNF)^2 P) / sum(P), which does not
/// cancel. Source: Phinyomark 2012.
[[nodiscard]] double variance_of_central_frequency(const BandSpectrum& bins,
                                                   const SpectralMoments& moments);

/// -sum(p ln p) / ln M with p = P / sum(P) and M bins: 0 for a single line, 1 for a flat spectrum.
/// Source: Inouye 1991 (Electroencephalogr Clin Neurophysiol 79:204). NaN below 2 bins.
[[nodiscard]] double spectral_entropy(const BandSpectrum& bins);

/// FR = power of the low band / power of the high band.
[[nodiscard]] double frequency_ratio(const BandSpectrum& low, const BandSpectrum& high);

/// PSR = power within `half_width_hz` of PKF (both ends included) / power of all the bins.
[[nodiscard]] double power_spectrum_ratio(const BandSpectrum& bins, double half_width_hz);

/// FInsm5 = sum(P / f) / sum(f^5 P), Hz^-6; rises as the spectrum moves down. The bin at 0 Hz must
/// not be among the bins. Source: Dimitrov 2006 (Med Sci Sports Exerc 38:1971).
[[nodiscard]] double dimitrov_index(const BandSpectrum& bins);

}  // namespace calfemg::features
