// SPDX-License-Identifier: Apache-2.0
#include "evaluate/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::evaluate {
namespace {

constexpr double kOneSided = 0.025;  // 95 % two-sided
constexpr int kHalvings = 64;        // more than a double has bits

// P(X <= k) of a binomial variable, 0 < p < 1.
double lower_tail(std::size_t k, std::size_t n, double p) {
  const double log_odds = std::log(p) - std::log1p(-p);
  double log_term = static_cast<double>(n) * std::log1p(-p);
  double sum = 0.0;
  for (std::size_t i = 0; i <= k; ++i) {
    sum += std::exp(log_term);
    log_term += std::log(static_cast<double>(n - i) / static_cast<double>(i + 1)) + log_odds;
  }
  return sum;
}

// The p at which P(X <= k) falls to `probability`.
double p_of_lower_tail(std::size_t k, std::size_t n, double probability) {
  double low = 0.0;
  double high = 1.0;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (lower_tail(k, n, middle) > probability ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double quantile(const std::vector<double>& sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Proportion proportion(std::size_t successes, std::size_t total) {
  Proportion result{successes, total};
  if (total == 0) return result;
  result.value = static_cast<double>(successes) / static_cast<double>(total);
  // P(X >= k | p) of the lower limit is P(X <= n - k | 1 - p).
  result.low = successes == 0 ? 0.0 : 1.0 - p_of_lower_tail(total - successes, total, kOneSided);
  result.high = successes == total ? 1.0 : p_of_lower_tail(successes, total, kOneSided);
  return result;
}

Proportion f1_score(std::size_t matched, std::size_t truth, std::size_t detected) {
  Proportion result = proportion(matched, truth + detected - matched);
  for (double* value : {&result.value, &result.low, &result.high})
    *value = 2.0 * *value / (1.0 + *value);
  return result;
}

Spread spread_of(std::vector<double> values) {
  constexpr double kQuarter = 0.25;
  Spread spread;
  spread.count = values.size();
  if (values.empty()) return spread;
  std::sort(values.begin(), values.end());
  spread.median = quantile(values, 0.5);
  spread.first_quartile = quantile(values, kQuarter);
  spread.third_quartile = quantile(values, 1.0 - kQuarter);
  return spread;
}

}  // namespace calfemg::evaluate
