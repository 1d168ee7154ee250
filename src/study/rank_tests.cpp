// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>

#include <boost/math/distributions/normal.hpp>

#include "study/moments.hpp"
#include "study/numbers.hpp"

namespace calfemg::study {
namespace {

constexpr std::size_t kExactBelow = 50;
constexpr double kContinuity = 0.5;
constexpr double kTwelve = 12.0;  // of the variance of ranks
constexpr double kFortyEight = 48.0;

double sign_of(double value) {
  return value > 0.0 ? 1.0 : (value < 0.0 ? -1.0 : 0.0);
}

// Sum of t^3 - t over the sizes t of the ties.
double tie_sum(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  double sum = 0.0;
  for (auto begin = values.begin(); begin != values.end();) {
    const auto end = std::upper_bound(begin, values.end(), *begin);
    const auto size = static_cast<double>(end - begin);
    sum += size * size * size - size;
    begin = end;
  }
  return sum;
}

double normal_p(double centred, double variance) {
  if (!(variance > 0.0)) return kNothing;
  const double z = (centred - kContinuity * sign_of(centred)) / std::sqrt(variance);
  return 2.0 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z)));
}

// Number of ways of each rank sum, over all choices of signs of 1..n.
std::vector<double> signed_rank_ways(std::size_t n) {
  std::vector<double> ways{1.0};
  for (std::size_t rank = 1; rank <= n; ++rank) {
    std::vector<double> more(ways.size() + rank, 0.0);
    for (std::size_t i = 0; i < ways.size(); ++i) {
      more[i] += ways[i];
      more[i + rank] += ways[i];
    }
    ways = std::move(more);
  }
  return ways;
}

// Number of ways of each U, over all choices of m of m + n ranks: products of (1 - x^(n+i)) /
// (1 - x^i).
std::vector<double> rank_sum_ways(std::size_t m, std::size_t n) {
  std::vector<double> ways(m * n + 1, 0.0);
  ways[0] = 1.0;
  for (std::size_t i = 1; i <= m; ++i) {
    for (std::size_t at = ways.size(); at-- > n + i;)
      ways[at] -= ways[at - n - i];
    for (std::size_t at = i; at < ways.size(); ++at)
      ways[at] += ways[at - i];
  }
  return ways;
}

// Two-sided: twice the smaller tail.
double exact_p(const std::vector<double>& ways, double statistic) {
  double all = 0.0;
  double below = 0.0;
  double above = 0.0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    all += ways[i];
    if (static_cast<double>(i) <= statistic) below += ways[i];
    if (static_cast<double>(i) >= statistic) above += ways[i];
  }
  return std::min(1.0, 2.0 * std::min(below, above) / all);
}

}  // namespace

Test signed_rank_test(std::span<const double> a, std::span<const double> b) {
  std::vector<double> moved;
  for (const double difference : differences(a, b)) {
    if (std::abs(difference) > 0.0) moved.push_back(difference);
  }
  if (moved.empty()) return {kNothing, kNothing};
  std::vector<double> sizes(moved.size());
  std::transform(
      moved.begin(), moved.end(), sizes.begin(), [](double value) { return std::abs(value); });
  const auto ranks = ranks_of(sizes);
  double statistic = 0.0;
  for (std::size_t i = 0; i < moved.size(); ++i)
    statistic += moved[i] > 0.0 ? ranks[i] : 0.0;
  const double ties = tie_sum(sizes);
  if (a.size() < kExactBelow && moved.size() == a.size() && !(ties > 0.0))
    return {statistic, exact_p(signed_rank_ways(moved.size()), statistic)};
  const auto n = static_cast<double>(moved.size());
  const double variance = n * (n + 1.0) * (2.0 * n + 1.0) / (2.0 * kTwelve) - ties / kFortyEight;
  return {statistic, normal_p(statistic - n * (n + 1.0) / 2.0 / 2.0, variance)};
}

Test rank_sum_test(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return {kNothing, kNothing};
  std::vector<double> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  const auto ranks = ranks_of(all);
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  double statistic = -m * (m + 1.0) / 2.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    statistic += ranks[i];
  const double ties = tie_sum(all);
  if (a.size() < kExactBelow && b.size() < kExactBelow && !(ties > 0.0))
    return {statistic, exact_p(rank_sum_ways(a.size(), b.size()), statistic)};
  const double total = m + n;
  const double variance = m * n / kTwelve * (total + 1.0 - ties / (total * (total - 1.0)));
  return {statistic, normal_p(statistic - m * n / 2.0, variance)};
}

}  // namespace calfemg::study
