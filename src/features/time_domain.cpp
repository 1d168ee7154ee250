// SPDX-License-Identifier: Apache-2.0
#include "features/time_domain.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include "core/recording.hpp"

namespace calfemg::features {
namespace {

using core::kMissing;

constexpr double kRestsOnRounding = 1e-10;       // movement of a frame over its mean
constexpr double kVarianceOfRounding = 1e-12;    // variance over mean square
constexpr std::size_t kSamplesForCurvature = 3;  // a second difference

using Samples = Eigen::Map<const Eigen::ArrayXd>;

Samples as_array(std::span<const double> x) {
  return {x.data(), static_cast<Eigen::Index>(x.size())};
}

// A mean that carries nearly all of the mean square leaves rounding only: a ramp has no curvature.
double variance_beyond_rounding(double mean_square, double mean) {
  const double variance = mean_square - mean * mean;
  return variance > kVarianceOfRounding * mean_square ? variance : 0.0;
}

}  // namespace

void remove_mean(std::span<double> frame_uv) {
  if (frame_uv.empty()) return;
  Eigen::Map<Eigen::ArrayXd> x(frame_uv.data(), static_cast<Eigen::Index>(frame_uv.size()));
  const double mean = x.mean();
  x -= mean;
  if (x.abs().maxCoeff() <= kRestsOnRounding * std::abs(mean)) x.setZero();
}

CentralMoments central_moments(std::span<const double> x_uv) {
  if (x_uv.empty()) return {0, kMissing, kMissing, kMissing};
  const Samples x = as_array(x_uv);
  return {x_uv.size(), x.square().mean(), x.cube().mean(), x.square().square().mean()};
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

double mean_absolute_value(std::span<const double> x_uv) {
  return x_uv.empty() ? kMissing : as_array(x_uv).abs().mean();
}

double integrated_emg(std::span<const double> x_uv, double rate_hz) {
  return x_uv.empty() ? kMissing : as_array(x_uv).abs().sum() / rate_hz;
}

double waveform_length(std::span<const double> x_uv) {
  if (x_uv.empty()) return kMissing;
  const Samples from = as_array(x_uv.first(x_uv.size() - 1));
  const Samples to = as_array(x_uv.last(x_uv.size() - 1));
  return (to - from).abs().sum();
}

double zero_crossings(std::span<const double> x_uv, double threshold_uv) {
  if (x_uv.empty()) return kMissing;
  const Samples from = as_array(x_uv.first(x_uv.size() - 1));
  const Samples to = as_array(x_uv.last(x_uv.size() - 1));
  return static_cast<double>((from * to < 0.0 && (to - from).abs() >= threshold_uv).count());
}

double slope_sign_changes(std::span<const double> x_uv, double threshold_uv) {
  if (x_uv.empty()) return kMissing;
  if (x_uv.size() < kSamplesForCurvature) return 0.0;
  const std::size_t inner = x_uv.size() - 2;
  const Samples here = as_array(x_uv.subspan(1, inner));
  const auto from_left = here - as_array(x_uv.first(inner));
  const auto from_right = here - as_array(x_uv.last(inner));
  return static_cast<double>(
      (from_left * from_right > 0.0 && from_left.abs().max(from_right.abs()) >= threshold_uv)
          .count());
}

double willison_amplitude(std::span<const double> x_uv, double threshold_uv) {
  if (x_uv.empty()) return kMissing;
  const Samples from = as_array(x_uv.first(x_uv.size() - 1));
  const Samples to = as_array(x_uv.last(x_uv.size() - 1));
  return static_cast<double>(((to - from).abs() >= threshold_uv).count());
}

double mean_teager_kaiser_energy(std::span<const double> x_uv) {
  if (x_uv.size() < kSamplesForCurvature) return kMissing;
  const std::size_t inner = x_uv.size() - 2;
  const Samples here = as_array(x_uv.subspan(1, inner));
  const Samples left = as_array(x_uv.first(inner));
  const Samples right = as_array(x_uv.last(inner));
  return (here.square() - left * right).mean();
}

SlopeVariances slope_variances(std::span<const double> x_uv) {
  const std::size_t n = x_uv.size();
  if (n < kSamplesForCurvature) return {kMissing, kMissing, kMissing};
  const Samples left = as_array(x_uv.first(n - 2));
  const Samples here = as_array(x_uv.subspan(1, n - 2));
  const Samples right = as_array(x_uv.last(n - 2));
  const double first_step = x_uv[1] - x_uv[0];
  const double last_step = x_uv[n - 1] - x_uv[n - 2];
  const auto steps = static_cast<double>(n - 1);
  const auto bends = static_cast<double>(n - 2);
  const double step_squares = (here - left).square().sum() + last_step * last_step;
  const double bend_squares = (right - 2.0 * here + left).square().sum();
  // Means of differences telescope to the ends of the frame.
  return {as_array(x_uv).square().mean(),
          variance_beyond_rounding(step_squares / steps, (x_uv[n - 1] - x_uv[0]) / steps),
          variance_beyond_rounding(bend_squares / bends, (last_step - first_step) / bends)};
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
