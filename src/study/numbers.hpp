// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace calfemg::study {

/// A sample in numbers. NaN where there are too few values.
struct Description {
  std::size_t n = 0;
  double mean = 0.0;
  double sd = 0.0;  ///< n - 1 in the denominator
  double median = 0.0;
  double first_quartile = 0.0;  ///< linear between neighbours (type 7 of Hyndman & Fan 1996)
  double third_quartile = 0.0;
};

[[nodiscard]] Description describe(std::vector<double> values);

/// Mean of `b` less mean of `a` in pooled standard deviations, with the exact correction
/// J = gamma(df/2) / (sqrt(df/2) gamma((df-1)/2)) for small samples (Hedges 1981).
[[nodiscard]] double hedges_g(std::span<const double> a, std::span<const double> b);

/// The same for pairs: mean difference over sqrt((var a + var b) / 2), J with n - 1 (Cumming 2012,
/// d_av).
[[nodiscard]] double hedges_g_paired(std::span<const double> a, std::span<const double> b);

/// P values adjusted by Benjamini & Hochberg 1995; NaN stays NaN and does not count.
[[nodiscard]] std::vector<double> benjamini_hochberg(const std::vector<double>& p);

/// Ranks from 1, ties share their mean rank.
[[nodiscard]] std::vector<double> ranks_of(std::span<const double> values);

/// A statistic and its two-sided p value.
struct Test {
  double statistic = 0.0;
  double p = 0.0;
};

/// Wilcoxon's signed rank test of b - a: V is the sum of the ranks of positive differences. Exact
/// below 50 pairs without ties and zeros, else normal with corrections, as R's wilcox.test.
[[nodiscard]] Test signed_rank_test(std::span<const double> a, std::span<const double> b);

/// Mann and Whitney's test, W of `a` as in R's wilcox.test; exact when both have fewer than 50
/// values and there are no ties.
[[nodiscard]] Test rank_sum_test(std::span<const double> a, std::span<const double> b);

/// Mean difference when signs are turned: every way up to 2^16, else `draws` by chance.
[[nodiscard]] Test sign_flip_test(std::span<const double> differences, std::size_t draws);

/// Difference of means b - a when values change groups: every way up to 100 000, else by chance.
[[nodiscard]] Test permutation_test(std::span<const double> a,
                                    std::span<const double> b,
                                    std::size_t draws);

/// Spearman's rank correlation; p by Student's t (R: exact = FALSE).
[[nodiscard]] Test spearman(std::span<const double> x, std::span<const double> y);

/// Kruskal and Wallis: do groups differ; the statistic is chi-squared with groups - 1 degrees.
[[nodiscard]] Test kruskal_wallis(const std::vector<std::vector<double>>& groups);

struct ConfidenceInterval {
  double low = 0.0;
  double high = 0.0;
};

inline constexpr std::size_t kUsualDraws = 4000;
inline constexpr double kUsualConfidence = 0.95;

/// How an interval is found by chance, always the same for the same numbers.
struct Resampling {
  std::size_t draws = kUsualDraws;
  double confidence = kUsualConfidence;
};

/// Interval of a mean by the studentised bootstrap (Efron & Tibshirani 1993, chapter 12). NaN below
/// three values or when they do not differ.
[[nodiscard]] ConfidenceInterval bootstrap_mean(std::span<const double> values,
                                                const Resampling& how);

/// The same of mean b - mean a, each sample resampled by itself.
[[nodiscard]] ConfidenceInterval bootstrap_difference(std::span<const double> a,
                                                      std::span<const double> b,
                                                      const Resampling& how);

/// Two-sided power of a t test at 5 % (R's power.t.test) for a standardised difference: pairs for a
/// paired one, in each group for an unpaired one.
[[nodiscard]] double paired_power(double n, double difference_in_sd);
[[nodiscard]] double unpaired_power(double n, double difference_in_sd);

/// The fewest with at least this power; 0 when 10 000 are not enough.
[[nodiscard]] std::size_t needed_pairs(double difference_in_sd, double power);
[[nodiscard]] std::size_t needed_in_each_group(double difference_in_sd, double power);

/// Events of one subject and the time in which they were counted.
struct Count {
  double events = 0.0;
  double exposure = 0.0;  ///< > 0
};

/// Rate of `b` over rate of `a`.
struct RateRatio {
  bool negative_binomial = false;  ///< counts vary more than Poisson's would
  double theta = 0.0;              ///< of the negative binomial; NaN for Poisson
  double ratio = 0.0;
  double low = 0.0;  ///< Wald, 95 %
  double high = 0.0;
  double p = 0.0;
};

/// Log-linear model with exposure: Poisson, or negative binomial by maximum likelihood (MASS's
/// glm.nb) where Pearson's chi-squared over its degrees of freedom is above 1. NaN when a group has
/// no event.
[[nodiscard]] RateRatio rate_ratio(const std::vector<Count>& a, const std::vector<Count>& b);

}  // namespace calfemg::study
