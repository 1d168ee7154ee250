// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "study/numbers.hpp"

namespace calfemg::study {
namespace {

constexpr double kTail = 0.025;
constexpr std::size_t kMost = 10'000;

// The far tail is left out, as R's power.t.test does unless it is told to be strict.
double power_of(double freedom, double shift) {
  const boost::math::students_t centred(freedom);
  const double limit = boost::math::quantile(boost::math::complement(centred, kTail));
  const boost::math::non_central_t shifted(freedom, std::abs(shift));
  return boost::math::cdf(boost::math::complement(shifted, limit));
}

template <class Power>
std::size_t fewest(double power, Power power_with) {
  for (std::size_t n = 2; n <= kMost; ++n) {
    if (power_with(static_cast<double>(n)) >= power) return n;
  }
  return 0;
}

}  // namespace

double paired_power(double n, double difference_in_sd) {
  return power_of(n - 1.0, std::sqrt(n) * difference_in_sd);
}

double unpaired_power(double n, double difference_in_sd) {
  return power_of(2.0 * (n - 1.0), std::sqrt(n / 2.0) * difference_in_sd);
}

std::size_t needed_pairs(double difference_in_sd, double power) {
  if (!(std::abs(difference_in_sd) > 0.0)) return 0;
  return fewest(power, [=](double n) { return paired_power(n, difference_in_sd); });
}

std::size_t needed_in_each_group(double difference_in_sd, double power) {
  if (!(std::abs(difference_in_sd) > 0.0)) return 0;
  return fewest(power, [=](double n) { return unpaired_power(n, difference_in_sd); });
}

}  // namespace calfemg::study
