// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <map>
#include <string>

#include "study/moments.hpp"
#include "study/numbers.hpp"
#include "support/catch.hpp"

using namespace calfemg::study;
using calfemg::test::WithinAbs;
using calfemg::test::WithinRel;
using Values = std::vector<double>;

namespace {

// The samples of tests/study/oracle/make_values.R.
const Values kA{12.1, 9.4, 15.8, 11.2, 8.7, 13.3, 10.9, 14.6};
const Values kB{10.3, 9.9, 12.2, 8.1, 8.2, 11.7, 7.4, 13.1};
const Values kC{3, 5, 5, 8, 13, 13, 13, 21, 2};
const Values kD{4, 5, 7, 8, 9, 14, 20, 25, 2};
const Values kHoursA{7.1, 6.5, 8.0, 7.4, 5.9, 7.7};
const Values kHoursB{6.8, 7.2, 7.9, 6.1, 7.5, 8.2, 7.0};

std::map<std::string, double> values_of_r() {
  std::ifstream file(CALFEMG_SOURCE_DIR "/tests/study/oracle/values.tsv");
  std::map<std::string, double> values;
  std::string name;
  for (double value = 0.0; file >> name >> value;)
    values[name] = value;
  REQUIRE(values.size() > 40);
  return values;
}

std::vector<Count> counts(const Values& events, const Values& hours) {
  std::vector<Count> result;
  for (std::size_t i = 0; i < events.size(); ++i)
    result.push_back({events[i], hours[i]});
  return result;
}

}  // namespace

TEST_CASE("statistics agree with R", "[study][oracle]") {
  const auto r = values_of_r();
  const auto agrees = [&r](const std::string& name, double value) {
    CAPTURE(name);
    CHECK_THAT(value, WithinRel(r.at(name), 1e-6));
  };
  const Description a = describe(kA);
  CHECK(a.n == kA.size());
  agrees("mean", a.mean);
  agrees("sd", a.sd);
  agrees("median", a.median);
  agrees("q1", a.first_quartile);
  agrees("q3", a.third_quartile);
  agrees("g", hedges_g(kA, kB));
  agrees("g_paired", hedges_g_paired(kA, kB));

  const auto both = [&agrees](const std::string& name, const Test& test) {
    agrees(name, test.statistic);
    agrees(name + "_p", test.p);
  };
  Values changed = kB;
  changed[1] = 9.8;
  both("V", signed_rank_test(kA, kB));
  both("V_exact", signed_rank_test(kA, changed));
  both("V_ties", signed_rank_test(kC, kD));
  both("W", rank_sum_test(kA, Values(kB.begin(), kB.end() - 1)));
  both("W_ties", rank_sum_test(kC, kD));
  both("rho", spearman(kC, kD));
  both("H", kruskal_wallis({kA, kB, kC}));
  agrees("flip_p", sign_flip_test(differences(kA, kB), 1).p);
  agrees("perm_p",
         permutation_test(Values(kA.begin(), kA.begin() + 6), Values(kB.begin(), kB.begin() + 5), 1)
             .p);
  const Values adjusted = benjamini_hochberg({0.01, 0.04, 0.03, 0.5, 0.005});
  for (std::size_t i = 0; i < adjusted.size(); ++i)
    agrees("bh" + std::to_string(i + 1), adjusted[i]);
}

TEST_CASE("power agrees with R", "[study][oracle]") {
  const auto r = values_of_r();
  CHECK_THAT(paired_power(12, 0.8), WithinRel(r.at("power_paired"), 1e-6));
  CHECK_THAT(unpaired_power(20, 0.8), WithinRel(r.at("power_two"), 1e-6));
  CHECK(static_cast<double>(needed_pairs(0.5, 0.8)) == r.at("n_paired"));
  CHECK(static_cast<double>(needed_in_each_group(-0.5, 0.8)) == r.at("n_two"));
  CHECK(needed_pairs(0.0, 0.8) == 0);
}

TEST_CASE("rates agree with R", "[study][oracle]") {
  const auto r = values_of_r();
  const auto agrees = [&r](const std::string& model, const RateRatio& rates) {
    CAPTURE(model);
    CHECK_THAT(rates.ratio, WithinRel(r.at(model + "_ratio"), 1e-6));
    CHECK_THAT(rates.p, WithinRel(r.at(model + "_p"), 1e-6));
    CHECK_THAT(rates.low, WithinRel(r.at(model + "_low"), 1e-6));
    CHECK_THAT(rates.high, WithinRel(r.at(model + "_high"), 1e-6));
  };
  const auto even =
      rate_ratio(counts({2, 3, 2, 3, 2, 3}, kHoursA), counts({4, 5, 4, 5, 5, 4, 5}, kHoursB));
  CHECK_FALSE(even.negative_binomial);
  agrees("poisson", even);
  const auto spread =
      rate_ratio(counts({2, 0, 9, 1, 4, 0}, kHoursA), counts({5, 1, 14, 3, 0, 7, 9}, kHoursB));
  CHECK(spread.negative_binomial);
  CHECK_THAT(spread.theta, WithinRel(r.at("nb_theta"), 1e-6));
  agrees("nb", spread);
  CHECK(std::isnan(rate_ratio(counts({0, 0}, kHoursA), counts({1, 2}, kHoursB)).ratio));
}

TEST_CASE("small and constant samples give no number, not a wrong one", "[study]") {
  const Values one{1.0};
  const Values flat{2.0, 2.0, 2.0, 2.0};
  CHECK(std::isnan(describe({}).mean));
  CHECK(std::isnan(describe(one).sd));
  CHECK(std::isnan(hedges_g(one, flat)));
  CHECK(std::isnan(hedges_g(flat, flat)));
  CHECK(std::isnan(signed_rank_test(flat, flat).p));
  CHECK(std::isnan(sign_flip_test(one, 10).p));
  CHECK(sign_flip_test(Values{0.0, 0.0, 0.0}, 10).p == 1.0);
  CHECK(std::isnan(bootstrap_mean(flat, {}).low));
  CHECK(std::isnan(bootstrap_difference(one, flat, {}).low));
  CHECK(std::isnan(spearman(flat, kA).p));
  CHECK(std::isnan(kruskal_wallis({flat, flat}).p));
}

TEST_CASE("the bootstrap of a mean is near the interval of Student for even data", "[study]") {
  Values values;
  for (int i = 0; i < 60; ++i)
    values.push_back(10.0 + std::sin(i * 1.7) + std::cos(i * 0.9));
  const auto interval = bootstrap_mean(values, {});
  const double reach = 2.001 * std::sqrt(variance_of(values) / 60.0);
  CHECK_THAT(interval.low, WithinAbs(mean_of(values) - reach, 0.1 * reach));
  CHECK_THAT(interval.high, WithinAbs(mean_of(values) + reach, 0.1 * reach));
  CHECK(bootstrap_mean(values, {}).low == interval.low);
}

TEST_CASE("tests by chance agree with tests by every way", "[study]") {
  Values small(16);
  for (std::size_t i = 0; i < small.size(); ++i)
    small[i] = 0.4 + std::sin(static_cast<double>(i) * 2.1);
  const double exact = sign_flip_test(small, 1).p;
  Values more = small;
  more.push_back(0.0);  // a seventeenth that changes nothing: by chance now
  CHECK_THAT(sign_flip_test(more, 20'000).p, WithinAbs(exact, 0.02));
}
