// SPDX-License-Identifier: Apache-2.0
#include "features/time_domain.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;

namespace {
constexpr double kRoundoff = 1e-12;  // relative: sums of some thousand doubles
constexpr double kPi = std::numbers::pi;

using Frame = std::vector<double>;

TimeSums sums(const Frame& x, double threshold_uv = 0.0) {
  return time_sums(x, threshold_uv);
}
}  // namespace

TEST_CASE("a sine of amplitude A has the RMS A / sqrt 2, MAV 2 A / pi and kurtosis 1.5",
          "[features][time_domain]") {
  const auto x = sine({10.0, 50.0}, 2000.0, 2000);  // whole periods
  const CentralMoments moments = central_moments(sums(x));
  CHECK_THAT(root_mean_square(moments), WithinRel(10.0 / std::numbers::sqrt2, kRoundoff));
  CHECK_THAT(variance(moments), WithinRel(50.0 * 2000.0 / 1999.0, kRoundoff));
  CHECK_THAT(kurtosis(moments), WithinRel(1.5, kRoundoff));
  CHECK_THAT(skewness(moments), WithinAbs(0.0, kRoundoff));
  // 40 samples a period: the mean of |sin| is off from 2/pi by less than (pi/40)^2 / 3.
  CHECK_THAT(mean_absolute_value(sums(x)), WithinRel(20.0 / kPi, 2.1e-3));
  CHECK_THAT(integrated_emg(sums(x), 2000.0), WithinRel(mean_absolute_value(sums(x)), kRoundoff));
}

TEST_CASE("four samples give sums that can be checked by hand", "[features][time_domain]") {
  const std::vector<double> x{-2.0, 1.0, 4.0, -3.0};
  CHECK(mean_absolute_value(sums(x)) == 2.5);
  CHECK(integrated_emg(sums(x), 4.0) == 2.5);
  CHECK(waveform_length(sums(x)) == 13.0);
  CHECK(mean_teager_kaiser_energy(sums(x)) == ((1.0 + 8.0) + (16.0 + 3.0)) / 2.0);
  CHECK(central_moments(sums(x)).third == (-8.0 + 1.0 + 64.0 - 27.0) / 4.0);
}

TEST_CASE("Gaussian noise has no skewness and a kurtosis of 3", "[features][time_domain]") {
  const CentralMoments moments = central_moments(sums(noise(5.0, 100000, 7)));
  // Four standard errors: sqrt(6/n) and sqrt(24/n).
  CHECK_THAT(skewness(moments), WithinAbs(0.0, 4.0 * std::sqrt(6.0 / 1e5)));
  CHECK_THAT(kurtosis(moments), WithinAbs(3.0, 4.0 * std::sqrt(24.0 / 1e5)));
}

TEST_CASE("the mean of a sine's Teager-Kaiser energy is A^2 sin^2 of the step angle",
          "[features][time_domain]") {
  const double angle = 2.0 * kPi * 100.0 / 1000.0;
  CHECK_THAT(mean_teager_kaiser_energy(sums(sine({3.0, 100.0}, 1000.0, 777))),
             WithinRel(9.0 * std::sin(angle) * std::sin(angle), kRoundoff));
}

TEST_CASE("a sine of f hertz crosses zero and turns twice a period", "[features][time_domain]") {
  const auto x = sine({10.0, 25.0}, 1000.0, 1000);
  CHECK(zero_crossings(sums(x, 0.5)) == 50.0);
  CHECK(slope_sign_changes(sums(x, 0.0)) == 50.0);
}

TEST_CASE("a step that equals the threshold counts, one below does not",
          "[features][time_domain]") {
  const std::vector<double> crossing{-1.0, 2.0};
  CHECK(zero_crossings(sums(crossing, 3.0)) == 1.0);
  CHECK(zero_crossings(sums(crossing, std::nextafter(3.0, 4.0))) == 0.0);
  CHECK(willison_amplitude(sums(crossing, 3.0)) == 1.0);
  CHECK(willison_amplitude(sums(crossing, std::nextafter(3.0, 4.0))) == 0.0);
  const std::vector<double> peak{0.0, 2.0, 1.0};  // one side of the extremum is enough
  CHECK(slope_sign_changes(sums(peak, 2.0)) == 1.0);
  CHECK(slope_sign_changes(sums(peak, std::nextafter(2.0, 3.0))) == 0.0);
}

TEST_CASE("a sample that is exactly zero has no sign, a plateau no extremum",
          "[features][time_domain]") {
  CHECK(zero_crossings(sums(std::vector<double>{1.0, 0.0, -1.0}, 0.0)) == 0.0);
  CHECK(slope_sign_changes(sums(std::vector<double>{0.0, 1.0, 1.0, 0.0}, 0.0)) == 0.0);
}

TEST_CASE("Hjorth's mobility of a sine is its angular frequency and its complexity 1",
          "[features][time_domain]") {
  const double rate = 2000.0;
  const double f = 40.0;
  const SlopeVariances v = slope_variances(sums(sine({4.0, f}, rate, 20000)));
  // The difference quotient of a sine: 2 rate sin(pi f / rate). Its last step is missing: 1/N.
  CHECK_THAT(hjorth_mobility(v, rate), WithinRel(2.0 * rate * std::sin(kPi * f / rate), 1e-4));
  CHECK_THAT(hjorth_complexity(v), WithinRel(1.0, 1e-4));
}

TEST_CASE("a multiple of a frame has the multiple of its amplitudes and the same shape",
          "[features][time_domain]") {
  const double k = GENERATE(0.01, 3.0, 1000.0);
  const auto x = noise(2.0, 500, 3);
  const auto y = scaled(x, k);
  const CentralMoments mx = central_moments(sums(x));
  const CentralMoments my = central_moments(sums(y));
  CHECK_THAT(root_mean_square(my), WithinRel(k * root_mean_square(mx), kRoundoff));
  CHECK_THAT(mean_absolute_value(sums(y)), WithinRel(k * mean_absolute_value(sums(x)), kRoundoff));
  CHECK_THAT(waveform_length(sums(y)), WithinRel(k * waveform_length(sums(x)), kRoundoff));
  CHECK_THAT(variance(my), WithinRel(k * k * variance(mx), kRoundoff));
  CHECK_THAT(mean_teager_kaiser_energy(sums(y)),
             WithinRel(k * k * mean_teager_kaiser_energy(sums(x)), kRoundoff));
  CHECK_THAT(kurtosis(my), WithinRel(kurtosis(mx), kRoundoff));
  CHECK_THAT(skewness(my), WithinRel(skewness(mx), 1e-10));
  CHECK_THAT(hjorth_complexity(slope_variances(sums(y))),
             WithinRel(hjorth_complexity(slope_variances(sums(x))), kRoundoff));
}

TEST_CASE("removing the mean leaves exact zeros of a constant, whatever its value",
          "[features][time_domain]") {
  const double value = GENERATE(0.0, 0.1, -1e6, 1.0 / 3.0);
  const std::size_t count = GENERATE(1U, 7U, 2000U);
  std::vector<double> x(count, value);
  remove_mean(x);
  CHECK(x == std::vector<double>(count, 0.0));
}

TEST_CASE("removing the mean keeps the movement", "[features][time_domain]") {
  std::vector<double> x{101.0, 99.0, 103.0, 97.0};
  remove_mean(x);
  CHECK(x == std::vector<double>{1.0, -1.0, 3.0, -3.0});
}

TEST_CASE("a flat frame has amplitudes of 0 and no ratios", "[features][time_domain]") {
  const std::vector<double> x(100, 0.0);
  const CentralMoments moments = central_moments(sums(x));
  CHECK(root_mean_square(moments) == 0.0);
  CHECK(variance(moments) == 0.0);
  CHECK(waveform_length(sums(x)) == 0.0);
  CHECK(mean_teager_kaiser_energy(sums(x)) == 0.0);
  CHECK(std::isnan(kurtosis(moments)));
  CHECK(std::isnan(skewness(moments)));
  CHECK(std::isnan(hjorth_mobility(slope_variances(sums(x)), 1000.0)));
  CHECK(std::isnan(hjorth_complexity(slope_variances(sums(x)))));
}

TEST_CASE("a ramp moves but does not bend: no complexity from rounding",
          "[features][time_domain]") {
  std::vector<double> x(1000);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = 0.1 * static_cast<double>(i);
  remove_mean(x);
  const SlopeVariances v = slope_variances(sums(x));
  CHECK(hjorth_mobility(v, 1000.0) == 0.0);  // a constant slope varies not at all
  CHECK(std::isnan(hjorth_complexity(v)));
}

TEST_CASE("tiny frames give what they can and NaN for the rest", "[features][time_domain]") {
  const std::vector<double> none;
  CHECK(std::isnan(root_mean_square(central_moments(sums(none)))));
  CHECK(std::isnan(variance(central_moments(sums(none)))));
  CHECK(std::isnan(mean_absolute_value(sums(none))));
  CHECK(std::isnan(integrated_emg(sums(none), 1000.0)));
  CHECK(std::isnan(waveform_length(sums(none))));
  CHECK(std::isnan(zero_crossings(sums(none, 1.0))));
  CHECK(std::isnan(slope_sign_changes(sums(none, 1.0))));
  CHECK(std::isnan(willison_amplitude(sums(none, 1.0))));
  CHECK(std::isnan(mean_teager_kaiser_energy(sums(none))));

  const std::vector<double> one{5.0};
  CHECK(root_mean_square(central_moments(sums(one))) == 5.0);
  CHECK(std::isnan(variance(central_moments(sums(one)))));
  CHECK(waveform_length(sums(one)) == 0.0);
  CHECK(zero_crossings(sums(one, 1.0)) == 0.0);
  CHECK(willison_amplitude(sums(one, 1.0)) == 0.0);

  const std::vector<double> two{1.0, -1.0};
  CHECK(variance(central_moments(sums(two))) == 2.0);
  CHECK(slope_sign_changes(sums(two, 0.0)) == 0.0);
  CHECK(std::isnan(mean_teager_kaiser_energy(sums(two))));
  CHECK(std::isnan(hjorth_mobility(slope_variances(sums(two)), 1000.0)));
}
