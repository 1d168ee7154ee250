// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/digamma.hpp>

#include "study/moments.hpp"
#include "study/numbers.hpp"

namespace calfemg::study {
namespace {

constexpr int kSteps = 200;  // of a bisection: down to the last bit
constexpr double kLowTheta = 1e-6;
constexpr double kHighTheta = 1e9;  // beyond: Poisson
constexpr double kTwoSided95 = 0.975;

using Counts = std::vector<Count>;

double crude_rate(const Counts& counts) {
  double events = 0.0;
  double exposure = 0.0;
  for (const Count& count : counts) {
    events += count.events;
    exposure += count.exposure;
  }
  return events / exposure;
}

// Where a falling function is 0, on a logarithmic scale.
template <class Falling>
double root_of(double low, double high, Falling falling) {
  for (int i = 0; i < kSteps; ++i) {
    const double middle = std::sqrt(low * high);
    (falling(middle) > 0.0 ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

// The rate with the largest likelihood for a theta: sum of (y - mu) / (1 + mu / theta) is 0.
double rate_given(const Counts& counts, double theta) {
  constexpr double kFactor = 1e6;
  const double crude = crude_rate(counts);
  return root_of(crude / kFactor, crude * kFactor, [&](double rate) {
    double score = 0.0;
    for (const Count& count : counts) {
      const double mu = rate * count.exposure;
      score += (count.events - mu) / (1.0 + mu / theta);
    }
    return score;
  });
}

// Derivative of the log likelihood by theta (Venables & Ripley 2002, theta.ml).
double theta_score(const Counts& counts, double rate, double theta) {
  using boost::math::digamma;
  double score = 0.0;
  for (const Count& count : counts) {
    const double mu = rate * count.exposure;
    score += digamma(theta + count.events) - digamma(theta) + std::log(theta) + 1.0 -
             std::log(theta + mu) - (count.events + theta) / (mu + theta);
  }
  return score;
}

double information(const Counts& counts, double rate, double theta) {
  double sum = 0.0;
  for (const Count& count : counts) {
    const double mu = rate * count.exposure;
    sum += std::isfinite(theta) ? mu / (1.0 + mu / theta) : mu;
  }
  return sum;
}

double pearson(const Counts& counts, double rate) {
  double sum = 0.0;
  for (const Count& count : counts) {
    const double mu = rate * count.exposure;
    sum += (count.events - mu) * (count.events - mu) / mu;
  }
  return sum;
}

}  // namespace

RateRatio rate_ratio(const Counts& a, const Counts& b) {
  RateRatio result{false, kNothing, kNothing, kNothing, kNothing, kNothing};
  if (a.empty() || b.empty()) return result;
  double rate_a = crude_rate(a);
  double rate_b = crude_rate(b);
  if (!(rate_a > 0.0) || !(rate_b > 0.0)) return result;
  const double freedom = static_cast<double>(a.size() + b.size()) - 2.0;
  const bool spread = pearson(a, rate_a) + pearson(b, rate_b) > freedom && freedom > 0.0;
  if (spread) {
    const double theta = root_of(kLowTheta, kHighTheta, [&](double one) {
      return theta_score(a, rate_given(a, one), one) + theta_score(b, rate_given(b, one), one);
    });
    result.negative_binomial = theta < kHighTheta / 2.0;
    if (result.negative_binomial) {
      result.theta = theta;
      rate_a = rate_given(a, theta);
      rate_b = rate_given(b, theta);
    }
  }
  const double error = std::sqrt(1.0 / information(a, rate_a, result.theta) +
                                 1.0 / information(b, rate_b, result.theta));
  const double log_ratio = std::log(rate_b / rate_a);
  const boost::math::normal normal;
  const double reach = boost::math::quantile(normal, kTwoSided95) * error;
  result.ratio = rate_b / rate_a;
  result.low = std::exp(log_ratio - reach);
  result.high = std::exp(log_ratio + reach);
  result.p = 2.0 * boost::math::cdf(boost::math::complement(normal, std::abs(log_ratio) / error));
  return result;
}

}  // namespace calfemg::study
