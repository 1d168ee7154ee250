// SPDX-License-Identifier: Apache-2.0
#include "simulate/discharge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "signal/psd.hpp"
#include "simulate/truth.hpp"
#include "small_scenario.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::simulate;
using namespace calfemg::test;

namespace {

constexpr double kLengthS = 60.0;

Body body_of(std::uint64_t seed) {
  return make_body(small_scenario(), Random(seed).branch("body"));
}

Program steady(double level) {
  Program program;
  program.level.assign(static_cast<std::size_t>(kLengthS / kStepS), level);
  return program;
}

Program cramping(double level) {
  Program program = steady(level);
  program.style.cramp = true;
  program.style.isi_cv = 0.45;
  program.style.modulation_depth = 0.2;
  program.style.modulation_hz = 1.4;
  program.style.doublets = 0.04;
  program.style.width = 0.75;
  program.style.territory = 0.3;
  return program;
}

// Inter-spike intervals of each unit with at least 30 discharges.
std::vector<std::vector<double>> intervals_of(const std::vector<Spike>& spikes) {
  std::map<std::uint32_t, std::vector<double>> times;
  for (const auto& spike : spikes)
    times[spike.unit].push_back(spike.time_s);
  std::vector<std::vector<double>> intervals;
  for (const auto& [unit, list] : times) {
    if (list.size() < 30) continue;
    std::vector<double> steps;
    for (std::size_t i = 1; i < list.size(); ++i)
      steps.push_back(list[i] - list[i - 1]);
    intervals.push_back(steps);
  }
  return intervals;
}

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

double cv(const std::vector<double>& values) {
  const double middle = mean(values);
  double sum = 0.0;
  for (const double value : values)
    sum += (value - middle) * (value - middle);
  return std::sqrt(sum / static_cast<double>(values.size())) / middle;
}

std::vector<double> cvs(const std::vector<Spike>& spikes) {
  std::vector<double> found;
  for (const auto& intervals : intervals_of(spikes))
    found.push_back(cv(intervals));
  return found;
}

std::size_t left_medial(const Body& body) {
  return body.pool(core::Leg::left, core::Muscle::gastrocnemius_medialis);
}

}  // namespace

TEST_CASE("a steady hold has intervals as even as a person's", "[simulate][discharge]") {
  const Body body = body_of(1);
  const auto spikes = discharge(body, left_medial(body), steady(8.0), Random(5));
  const auto found = cvs(spikes);
  REQUIRE(found.size() >= 5);
  CHECK(mean(found) > 0.10);  // voluntary: 10-20 %
  CHECK(mean(found) < 0.22);
}

TEST_CASE("a cramp discharges as Minetto 2009 counted", "[simulate][discharge]") {
  std::vector<double> variation;
  std::vector<double> rates;
  double short_intervals = 0.0;
  double all = 0.0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Body body = body_of(seed);
    const auto spikes = discharge(body, left_medial(body), cramping(10.0), Random(seed));
    for (const auto& intervals : intervals_of(spikes)) {
      variation.push_back(cv(intervals));
      rates.push_back(1.0 / mean(intervals));
      all += static_cast<double>(intervals.size());
      short_intervals += static_cast<double>(std::count_if(
          intervals.begin(), intervals.end(), [](double step) { return step < 0.0085; }));
    }
  }
  REQUIRE(rates.size() >= 40);
  CHECK(mean(variation) > 0.39);  // 44.6 (SD 9.7) %
  CHECK(mean(variation) < 0.51);
  CHECK(mean(rates) > 11.5);  // 14.5 (SD 5.1) a second
  CHECK(mean(rates) < 17.5);
  CHECK(*std::min_element(rates.begin(), rates.end()) > 4.0);
  CHECK(*std::max_element(rates.begin(), rates.end()) < 29.0);
  CHECK(short_intervals / all > 0.02);  // doublets 4.1 (SD 4.7) %
  CHECK(short_intervals / all < 0.07);
}

TEST_CASE("the units of a cramp share a modulation near 1.4 Hz", "[simulate][discharge]") {
  const Body body = body_of(3);
  const auto spikes = discharge(body, left_medial(body), cramping(20.0), Random(9));
  constexpr double kBinsPerS = 20.0;
  std::vector<double> counts(static_cast<std::size_t>(kLengthS * kBinsPerS), 0.0);
  for (const auto& spike : spikes)
    counts[std::min(counts.size() - 1, static_cast<std::size_t>(spike.time_s * kBinsPerS))] += 1.0;
  signal::Psd psd(counts.size(), core::Hertz(kBinsPerS));
  const auto power = psd.of(counts);
  const auto at_hz = [&](double hz) {
    return static_cast<std::size_t>(std::lround(hz / psd.bin_width().value()));
  };
  double inside = 0.0;
  for (std::size_t i = at_hz(1.1); i <= at_hz(1.7); ++i)
    inside += power[i] / static_cast<double>(at_hz(1.7) - at_hz(1.1) + 1);
  double outside = 0.0;
  for (std::size_t i = at_hz(3.0); i <= at_hz(5.0); ++i)
    outside += power[i] / static_cast<double>(at_hz(5.0) - at_hz(3.0) + 1);
  CHECK(inside > 5.0 * outside);
}

TEST_CASE("small units work first, larger ones join", "[simulate][discharge]") {
  const Body body = body_of(2);
  const auto highest_unit = [&](double level) {
    std::uint32_t highest = 0;
    for (const auto& spike : discharge(body, left_medial(body), steady(level), Random(4)))
      highest = std::max(highest, spike.unit);
    return highest;
  };
  const auto weak = highest_unit(2.0);
  const auto strong = highest_unit(30.0);
  CHECK(weak < strong);
  for (std::size_t i = 1; i < body.pools[0].units.size(); ++i)
    CHECK(body.pools[0].units[i].threshold > body.pools[0].units[i - 1].threshold);
}

TEST_CASE("a program reaches its level", "[simulate][discharge]") {
  const double level = GENERATE(1.2, 2.0, 5.0, 15.0, 40.0);
  const bool cramp = GENERATE(false, true);
  CAPTURE(level, cramp);
  const Body body = body_of(5);
  const std::size_t pool = left_medial(body);
  const auto spikes = discharge(body, pool, cramp ? cramping(level) : steady(level), Random(6));
  PowerTrace trace(body, body.pools[pool].electrodes, {0.0, kLengthS});
  trace.add(body, spikes);
  double reached = 0.0;
  for (std::size_t i = 0; i < trace.electrodes().size(); ++i) {
    const auto multiples = trace.multiples(i, kLengthS);
    const double multiple = multiples[multiples.size() / 2];
    reached = std::max(reached, std::sqrt(multiple * multiple - 1.0));
  }
  // Units start one by one and every discharge counts: a fifth of the level.
  CHECK_THAT(reached, WithinRel(level, 0.2));
}
