// SPDX-License-Identifier: Apache-2.0
#include "evaluate/assignment.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <vector>

#include "support/catch.hpp"

using namespace calfemg::evaluate;
using Catch::Matchers::WithinAbs;
using Weights = std::vector<std::vector<double>>;

namespace {

constexpr double kRoundoff = 1e-9;  // sums of at most 8 numbers below 1

double total(const Weights& weights, const std::vector<Pair>& pairs) {
  return std::accumulate(pairs.begin(), pairs.end(), 0.0, [&](double sum, const Pair& pair) {
    return sum + weights[pair.row][pair.column];
  });
}

// The largest total by trying every order of the columns of a square matrix.
double best_of_all(const Weights& weights) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0U);
  double best = 0.0;
  do {
    double sum = 0.0;
    for (std::size_t row = 0; row < order.size(); ++row)
      sum += weights[row][order[row]];
    best = std::max(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

}  // namespace

TEST_CASE("the best pairs are not those that a greedy choice takes", "[evaluate][assignment]") {
  // Greedy takes 0.9 and is left with 0.1; together 0.8 + 0.7 are more.
  const Weights weights{{0.9, 0.8}, {0.7, 0.1}};
  const auto pairs = best_assignment(weights);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].row == 0);
  CHECK(pairs[0].column == 1);
  CHECK(pairs[1].column == 0);
}

TEST_CASE("no other assignment has a larger total", "[evaluate][assignment]") {
  const auto seed = GENERATE(range(1U, 60U));
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  const std::size_t size = 1 + random() % 6;
  Weights weights(size, std::vector<double>(size, 0.0));
  for (auto& row : weights) {
    for (double& weight : row)
      weight = share(random) < 0.4 ? 0.0 : share(random);
  }
  const auto pairs = best_assignment(weights);
  CAPTURE(seed, size);
  CHECK_THAT(total(weights, pairs), WithinAbs(best_of_all(weights), kRoundoff));
  std::set<std::size_t> rows;
  std::set<std::size_t> columns;
  for (const auto& pair : pairs) {
    rows.insert(pair.row);
    columns.insert(pair.column);
    CHECK(weights[pair.row][pair.column] > 0.0);
  }
  CHECK(rows.size() == pairs.size());
  CHECK(columns.size() == pairs.size());
}

TEST_CASE("more rows than columns leave rows alone, and the reverse", "[evaluate][assignment]") {
  const auto tall = best_assignment({{0.2}, {0.6}, {0.4}});
  REQUIRE(tall.size() == 1);
  CHECK(tall[0].row == 1);
  const auto wide = best_assignment({{0.2, 0.6, 0.4}});
  REQUIRE(wide.size() == 1);
  CHECK(wide[0].column == 1);
}

TEST_CASE("nothing and zeros give no pairs", "[evaluate][assignment]") {
  CHECK(best_assignment({}).empty());
  CHECK(best_assignment({{}, {}}).empty());
  CHECK(best_assignment({{0.0, 0.0}, {0.0, 0.0}}).empty());
}
