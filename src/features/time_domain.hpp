// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "features/frame_sums.hpp"

// Amplitude, counts and shape of a frame of samples. Every function takes the sums over a frame
// without mean, in uV (see remove_mean), and writes N for its length. Formulas of Phinyomark,
// Phukpattaranont & Limsakul 2012 (Expert Syst Appl 39:7420) where no other source is named. A
// value that the frame cannot give is NaN: too few samples, or a ratio of a frame that does not
// move.
namespace calfemg::features {

/// Subtracts the mean in place. A frame that moves by less than 1e-10 of its mean holds only
/// rounding and becomes exactly 0.
void remove_mean(std::span<double> frame_uv);

/// The same, into another place of the same length.
void remove_mean(std::span<const double> frame_uv, std::span<double> to_uv);

/// One pass over the samples. @param threshold_uv  of the counts
[[nodiscard]] TimeSums time_sums(std::span<const double> x_uv, double threshold_uv);

/// sum(x^k) / N for k = 2, 3, 4: what RMS, variance, skewness and kurtosis are made of.
struct CentralMoments {
  std::size_t count = 0;
  double second = 0.0;
  double third = 0.0;
  double fourth = 0.0;
};

[[nodiscard]] CentralMoments central_moments(const TimeSums& sums);

/// sqrt(sum(x^2) / N). NaN for an empty frame.
[[nodiscard]] double root_mean_square(const CentralMoments& moments);

/// sum(x^2) / (N - 1). NaN below 2 samples.
[[nodiscard]] double variance(const CentralMoments& moments);

/// m3 / m2^1.5, population moments. 0 for a symmetric distribution. NaN without variance.
[[nodiscard]] double skewness(const CentralMoments& moments);

/// m4 / m2^2, population moments, not the excess: 3 for Gaussian noise, 1.5 for a sine. NaN without
/// variance.
[[nodiscard]] double kurtosis(const CentralMoments& moments);

/// sum(|x|) / N. NaN for an empty frame.
[[nodiscard]] double mean_absolute_value(const TimeSums& sums);

/// sum(|x|) / rate, the time integral of the rectified frame in uV s. Phinyomark's IEMG is the bare
/// sum, which depends on the sampling rate; multiply by the rate to get it.
[[nodiscard]] double integrated_emg(const TimeSums& sums, double rate_hz);

/// sum(|x[i+1] - x[i]|), uV. 0 below 2 samples.
[[nodiscard]] double waveform_length(const TimeSums& sums);

/// Number of i with x[i] * x[i+1] < 0 and |x[i] - x[i+1]| >= threshold.
/// Source: Hudgins, Parker & Scott 1993 (IEEE Trans Biomed Eng 40:82). A sample that is exactly 0
/// belongs to no sign, so that a passage through it is not counted.
[[nodiscard]] double zero_crossings(const TimeSums& sums);

/// Number of strict local extrema x[i] with |x[i] - x[i-1]| >= threshold or |x[i] - x[i+1]| >=
/// threshold: the form of Hudgins 1993, a threshold in uV. (Phinyomark's has it on the product, in
/// uV^2.)
[[nodiscard]] double slope_sign_changes(const TimeSums& sums);

/// Number of i with |x[i] - x[i+1]| >= threshold.
[[nodiscard]] double willison_amplitude(const TimeSums& sums);

/// Mean over the inner samples of the Teager-Kaiser energy x[i]^2 - x[i-1] * x[i+1], uV^2; for a
/// sine of amplitude A it is A^2 sin^2(2 pi f / rate).
/// Source: Kaiser 1990 (ICASSP, 381). NaN below 3 samples.
[[nodiscard]] double mean_teager_kaiser_energy(const TimeSums& sums);

/// Variances (population) of a frame and of its first and second differences.
struct SlopeVariances {
  double frame = 0.0;
  double first = 0.0;
  double second = 0.0;
};

/// All three are NaN below 3 samples.
[[nodiscard]] SlopeVariances slope_variances(const TimeSums& sums);

/// Hjorth's mobility in 1/s: rate * sqrt(var(dx) / var(x)) with dx[i] = x[i+1] - x[i]; near 2 pi f
/// for a sine of frequency f far below the rate. Many programs leave the rate out.
/// Source: Hjorth 1970 (Electroencephalogr Clin Neurophysiol 29:306).
[[nodiscard]] double hjorth_mobility(const SlopeVariances& variances, double rate_hz);

/// Hjorth's complexity: mobility of dx / mobility of x; 1 for a sine, larger for anything else.
[[nodiscard]] double hjorth_complexity(const SlopeVariances& variances);

}  // namespace calfemg::features
