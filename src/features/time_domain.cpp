// SPDX-License-Identifier: Apache-2.0
#include "features/time_domain.hpp"

#include <algorithm>
#include <cmath>

#include "core/recording.hpp"
#include "features/frame_kernels.hpp"

namespace calfemg::features {
namespace {

using core::kMissing;

constexpr double kRestsOnRounding = 1e-10;       // movement of a frame over its mean
constexpr double kVarianceOfRounding = 1e-12;    // variance over mean square
constexpr std::size_t kSamplesForCurvature = 3;  // a second difference

// A mean that carries nearly all of the mean square leaves rounding only: a ramp has no curvature.
double variance_beyond_rounding(double mean_square, double mean) {
  const double variance = mean_square - mean * mean;
  return variance > kVarianceOfRounding * mean_square ? variance : 0.0;
}

// Too short for the kernel, which looks to both sides of a sample.
TimeSums sums_of_short(std::span<const double> x_uv, double threshold_uv) {
  TimeSums sums;
  sums.count = x_uv.size();
  for (const double x : x_uv) {
    sums.magnitude += std::abs(x);
    sums.square += x * x;
    sums.cube += x * x * x;
    sums.fourth += x * x * x * x;
  }
  if (x_uv.size() < 2) return sums;
  const double step = x_uv[1] - x_uv[0];
  sums.first_step = sums.last_step = sums.whole_step = step;
  sums.step_magnitude = std::abs(step);
  sums.step_square = step * step;
  sums.large_steps = std::abs(step) >= threshold_uv ? 1.0 : 0.0;
  sums.zero_crossings = x_uv[0] * x_uv[1] < 0.0 ? sums.large_steps : 0.0;
  return sums;
}

double mean_of(double sum, std::size_t count) {
  return count == 0 ? kMissing : sum / static_cast<double>(count);
}

}  // namespace

void remove_mean(std::span<double> frame_uv) {
  remove_mean(frame_uv, frame_uv);
}

void remove_mean(std::span<const double> frame_uv, std::span<double> to_uv) {
  if (frame_uv.empty()) return;
  const Centred centred = frame_kernels().centre(frame_uv.data(), frame_uv.size(), to_uv.data());
  if (centred.largest <= kRestsOnRounding * std::abs(centred.mean))
    std::fill(to_uv.begin(), to_uv.end(), 0.0);
}

TimeSums time_sums(std::span<const double> x_uv, double threshold_uv) {
  if (x_uv.size() < kSamplesForCurvature) return sums_of_short(x_uv, threshold_uv);
  return frame_kernels().time_sums(x_uv.data(), x_uv.size(), threshold_uv);
}

CentralMoments central_moments(const TimeSums& sums) {
  return {sums.count,
          mean_of(sums.square, sums.count),
          mean_of(sums.cube, sums.count),
          mean_of(sums.fourth, sums.count)};
}

double root_mean_square(const CentralMoments& moments) {
  return std::sqrt(moments.second);
}

double variance(const CentralMoments& moments) {
  if (moments.count < 2) return kMissing;
  const auto count = static_cast<double>(moments.count);
  return moments.second * count / (count - 1.0);
}

double skewness(const CentralMoments& moments) {
  if (!(moments.second > 0.0)) return kMissing;
  return moments.third / (moments.second * std::sqrt(moments.second));
}

double kurtosis(const CentralMoments& moments) {
  if (!(moments.second > 0.0)) return kMissing;
  return moments.fourth / (moments.second * moments.second);
}

double mean_absolute_value(const TimeSums& sums) {
  return mean_of(sums.magnitude, sums.count);
}

double integrated_emg(const TimeSums& sums, double rate_hz) {
  return sums.count == 0 ? kMissing : sums.magnitude / rate_hz;
}

double waveform_length(const TimeSums& sums) {
  return sums.count == 0 ? kMissing : sums.step_magnitude;
}

double zero_crossings(const TimeSums& sums) {
  return sums.count == 0 ? kMissing : sums.zero_crossings;
}

double slope_sign_changes(const TimeSums& sums) {
  return sums.count == 0 ? kMissing : sums.slope_sign_changes;
}

double willison_amplitude(const TimeSums& sums) {
  return sums.count == 0 ? kMissing : sums.large_steps;
}

double mean_teager_kaiser_energy(const TimeSums& sums) {
  if (sums.count < kSamplesForCurvature) return kMissing;
  return sums.teager_kaiser / static_cast<double>(sums.count - 2);
}

SlopeVariances slope_variances(const TimeSums& sums) {
  if (sums.count < kSamplesForCurvature) return {kMissing, kMissing, kMissing};
  const auto steps = static_cast<double>(sums.count - 1);
  const auto bends = static_cast<double>(sums.count - 2);
  // Means of differences telescope to the ends of the frame.
  return {sums.square / static_cast<double>(sums.count),
          variance_beyond_rounding(sums.step_square / steps, sums.whole_step / steps),
          variance_beyond_rounding(sums.bend_square / bends,
                                   (sums.last_step - sums.first_step) / bends)};
}

double hjorth_mobility(const SlopeVariances& variances, double rate_hz) {
  if (!(variances.frame > 0.0)) return kMissing;
  return rate_hz * std::sqrt(variances.first / variances.frame);
}

double hjorth_complexity(const SlopeVariances& variances) {
  if (!(variances.frame > 0.0 && variances.first > 0.0)) return kMissing;
  return std::sqrt(variances.second / variances.first) /
         std::sqrt(variances.first / variances.frame);
}

}  // namespace calfemg::features
