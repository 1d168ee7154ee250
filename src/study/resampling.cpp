// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "exchange/normalise.hpp"
#include "study/moments.hpp"
#include "study/numbers.hpp"

namespace calfemg::study {
namespace {

constexpr std::uint64_t kSeed = 20260214;
constexpr std::size_t kExactFlips = 16;
constexpr double kExactExchanges = 100'000.0;
constexpr double kPercent = 100.0;
constexpr double kEqual = 1e-12;  // relative: sums of the same numbers in another order
constexpr std::size_t kFewestInside = 3;

// The same on every machine: std::uniform_int_distribution is not.
class Chance {
 public:
  std::size_t below(std::size_t count) {
    constexpr unsigned kHalf = 32;
    return ((engine_() >> kHalf) * count) >> kHalf;
  }

  bool coin() { return below(2) == 1; }

 private:
  std::mt19937_64 engine_{kSeed};
};

bool as_large(double value, double observed) {
  return std::abs(value) >= std::abs(observed) * (1.0 - kEqual);
}

Test exact_flips(std::span<const double> differences) {
  const double observed = mean_of(differences);
  const auto n = static_cast<double>(differences.size());
  const std::size_t ways = std::size_t{1} << differences.size();
  std::size_t large = 0;
  for (std::size_t signs = 0; signs < ways; ++signs) {
    double sum = 0.0;
    for (std::size_t i = 0; i < differences.size(); ++i)
      sum += ((signs >> i) & 1U) != 0 ? -differences[i] : differences[i];
    if (as_large(sum / n, observed)) ++large;
  }
  return {observed, static_cast<double>(large) / static_cast<double>(ways)};
}

double ways_to_choose(std::size_t k, std::size_t n) {
  double ways = 1.0;
  for (std::size_t i = 1; i <= k; ++i)
    ways *= static_cast<double>(n - k + i) / static_cast<double>(i);
  return std::round(ways);
}

// Mean of the chosen less mean of the others.
double gap(double chosen_sum, double all_sum, std::size_t chosen, std::size_t all) {
  return chosen_sum / static_cast<double>(chosen) -
         (all_sum - chosen_sum) / static_cast<double>(all - chosen);
}

// Every way to choose as many as `b` has.
double share_of_ways(std::span<const double> all, std::size_t chosen, double observed) {
  const double sum = std::accumulate(all.begin(), all.end(), 0.0);
  std::vector<bool> mask(all.size(), false);
  std::fill_n(mask.begin(), chosen, true);
  std::size_t ways = 0;
  std::size_t large = 0;
  do {
    double part = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i)
      part += mask[i] ? all[i] : 0.0;
    ++ways;
    if (as_large(gap(part, sum, chosen, all.size()), observed)) ++large;
  } while (std::prev_permutation(mask.begin(), mask.end()));
  return static_cast<double>(large) / static_cast<double>(ways);
}

double resampled_mean(std::span<const double> values, Chance& chance, double& variance) {
  std::vector<double> drawn(values.size());
  std::generate(drawn.begin(), drawn.end(), [&] { return values[chance.below(values.size())]; });
  variance = variance_of(drawn);
  return mean_of(drawn);
}

// Interval around `estimate` from the studentised deviations of resamples.
ConfidenceInterval interval(double estimate,
                            double error,
                            std::vector<double> studentised,
                            double confidence) {
  if (studentised.empty()) return {kNothing, kNothing};
  std::sort(studentised.begin(), studentised.end());
  const double tail = kPercent * (1.0 - confidence) / 2.0;
  return {estimate - error * exchange::percentile_of_sorted(studentised, kPercent - tail),
          estimate - error * exchange::percentile_of_sorted(studentised, tail)};
}

}  // namespace

Test sign_flip_test(std::span<const double> differences, std::size_t draws) {
  if (differences.size() < 2) return {mean_of(differences), kNothing};
  if (differences.size() <= kExactFlips) return exact_flips(differences);
  const double observed = mean_of(differences);
  const auto n = static_cast<double>(differences.size());
  Chance chance;
  std::size_t large = 1;  // the data themselves are one of the ways
  for (std::size_t draw = 0; draw < draws; ++draw) {
    double sum = 0.0;
    for (const double difference : differences)
      sum += chance.coin() ? -difference : difference;
    if (as_large(sum / n, observed)) ++large;
  }
  return {observed, static_cast<double>(large) / static_cast<double>(draws + 1)};
}

Test permutation_test(std::span<const double> a, std::span<const double> b, std::size_t draws) {
  if (a.empty() || b.empty()) return {kNothing, kNothing};
  std::vector<double> all(b.begin(), b.end());
  all.insert(all.end(), a.begin(), a.end());
  const double sum = std::accumulate(all.begin(), all.end(), 0.0);
  const std::size_t chosen = b.size();
  const double observed = mean_of(b) - mean_of(a);
  if (ways_to_choose(chosen, all.size()) <= kExactExchanges)
    return {observed, share_of_ways(all, chosen, observed)};
  std::size_t large = 0;
  Chance chance;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    double part = 0.0;
    for (std::size_t i = 0; i < chosen; ++i) {
      std::swap(all[i], all[i + chance.below(all.size() - i)]);
      part += all[i];
    }
    if (as_large(gap(part, sum, chosen, all.size()), observed)) ++large;
  }
  return {observed, static_cast<double>(large + 1) / static_cast<double>(draws + 1)};
}

ConfidenceInterval bootstrap_mean(std::span<const double> values, const Resampling& how) {
  const auto n = static_cast<double>(values.size());
  const double error = std::sqrt(variance_of(values) / n);
  if (values.size() < kFewestInside || !(error > 0.0)) return {kNothing, kNothing};
  const double mean = mean_of(values);
  Chance chance;
  std::vector<double> studentised;
  studentised.reserve(how.draws);
  for (std::size_t draw = 0; draw < how.draws; ++draw) {
    double variance = 0.0;
    const double drawn = resampled_mean(values, chance, variance);
    if (variance > 0.0) studentised.push_back((drawn - mean) / std::sqrt(variance / n));
  }
  return interval(mean, error, std::move(studentised), how.confidence);
}

ConfidenceInterval bootstrap_difference(std::span<const double> a,
                                        std::span<const double> b,
                                        const Resampling& how) {
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  const double error = std::sqrt(variance_of(a) / m + variance_of(b) / n);
  if (std::min(a.size(), b.size()) < kFewestInside || !(error > 0.0)) return {kNothing, kNothing};
  const double observed = mean_of(b) - mean_of(a);
  Chance chance;
  std::vector<double> studentised;
  studentised.reserve(how.draws);
  for (std::size_t draw = 0; draw < how.draws; ++draw) {
    double variance_a = 0.0;
    double variance_b = 0.0;
    const double drawn_a = resampled_mean(a, chance, variance_a);
    const double drawn_b = resampled_mean(b, chance, variance_b);
    const double drawn_error = std::sqrt(variance_a / m + variance_b / n);
    if (drawn_error > 0.0) studentised.push_back((drawn_b - drawn_a - observed) / drawn_error);
  }
  return interval(observed, error, std::move(studentised), how.confidence);
}

}  // namespace calfemg::study
