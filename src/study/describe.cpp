// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "exchange/normalise.hpp"
#include "study/moments.hpp"
#include "study/numbers.hpp"

namespace calfemg::study {
namespace {

constexpr double kFirst = 25.0;
constexpr double kMiddle = 50.0;
constexpr double kThird = 75.0;

double small_sample_correction(double freedom) {
  return std::exp(boost::math::lgamma(freedom / 2.0) - boost::math::lgamma((freedom - 1.0) / 2.0)) /
         std::sqrt(freedom / 2.0);
}

double correlation(std::span<const double> x, std::span<const double> y) {
  const double mean_x = mean_of(x);
  const double mean_y = mean_of(y);
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += (x[i] - mean_x) * (y[i] - mean_y);
  return sum / (static_cast<double>(x.size() - 1) * std::sqrt(variance_of(x) * variance_of(y)));
}

}  // namespace

double mean_of(std::span<const double> values) {
  if (values.empty()) return kNothing;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  if (values.size() < 2) return kNothing;
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

std::vector<double> differences(std::span<const double> a, std::span<const double> b) {
  std::vector<double> result(a.size());
  std::transform(b.begin(), b.end(), a.begin(), result.begin(), std::minus<>());
  return result;
}

Description describe(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values.size(),
          mean_of(values),
          std::sqrt(variance_of(values)),
          exchange::percentile_of_sorted(values, kMiddle),
          exchange::percentile_of_sorted(values, kFirst),
          exchange::percentile_of_sorted(values, kThird)};
}

double hedges_g(std::span<const double> a, std::span<const double> b) {
  if (a.size() < 2 || b.size() < 2) return kNothing;
  const auto in_a = static_cast<double>(a.size() - 1);
  const auto in_b = static_cast<double>(b.size() - 1);
  const double pooled = (in_a * variance_of(a) + in_b * variance_of(b)) / (in_a + in_b);
  if (!(pooled > 0.0)) return kNothing;
  return small_sample_correction(in_a + in_b) * (mean_of(b) - mean_of(a)) / std::sqrt(pooled);
}

double hedges_g_paired(std::span<const double> a, std::span<const double> b) {
  if (a.size() < 3) return kNothing;
  const double average = (variance_of(a) + variance_of(b)) / 2.0;
  if (!(average > 0.0)) return kNothing;
  return small_sample_correction(static_cast<double>(a.size() - 1)) * (mean_of(b) - mean_of(a)) /
         std::sqrt(average);
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (std::isfinite(p[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&p](auto a, auto b) { return p[a] > p[b]; });
  std::vector<double> adjusted = p;
  const auto count = static_cast<double>(order.size());
  double least = 1.0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double rank = count - static_cast<double>(k);
    least = std::min(least, p[order[k]] * count / rank);
    adjusted[order[k]] = least;
  }
  return adjusted;
}

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(
      order.begin(), order.end(), [&values](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && !(values[order[begin]] < values[order[end]]))
      ++end;
    for (std::size_t i = begin; i < end; ++i)
      ranks[order[i]] = static_cast<double>(begin + end + 1) / 2.0;
    begin = end;
  }
  return ranks;
}

Test spearman(std::span<const double> x, std::span<const double> y) {
  if (x.size() < 4) return {kNothing, kNothing};
  const double rho = correlation(ranks_of(x), ranks_of(y));
  if (!std::isfinite(rho)) return {kNothing, kNothing};
  if (std::abs(rho) >= 1.0) return {rho, 0.0};
  const auto freedom = static_cast<double>(x.size() - 2);
  const double t = rho * std::sqrt(freedom / (1.0 - rho * rho));
  const boost::math::students_t distribution(freedom);
  return {rho, 2.0 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)))};
}

Test kruskal_wallis(const std::vector<std::vector<double>>& groups) {
  std::vector<double> all;
  for (const auto& group : groups)
    all.insert(all.end(), group.begin(), group.end());
  const auto ranks = ranks_of(all);
  const auto n = static_cast<double>(all.size());
  double between = 0.0;
  std::size_t at = 0;
  for (const auto& group : groups) {
    const double sum =
        std::accumulate(ranks.begin() + static_cast<std::ptrdiff_t>(at),
                        ranks.begin() + static_cast<std::ptrdiff_t>(at + group.size()),
                        0.0);
    between += sum * sum / static_cast<double>(group.size());
    at += group.size();
  }
  // By the variance of the ranks, which ties make smaller: the usual formula with its correction.
  const double spread = variance_of(ranks);
  const double middle = (n + 1.0) / 2.0;
  const double statistic = (between - n * middle * middle) / spread;
  if (!std::isfinite(statistic) || groups.size() < 2) return {kNothing, kNothing};
  const boost::math::chi_squared distribution(static_cast<double>(groups.size() - 1));
  return {statistic, boost::math::cdf(boost::math::complement(distribution, statistic))};
}

}  // namespace calfemg::study
