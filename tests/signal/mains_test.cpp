// SPDX-License-Identifier: Apache-2.0
#include "signal/mains.hpp"

#include <cstdint>
#include <vector>

#include "signals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

namespace {

constexpr std::size_t kSamples = 4000;  // 4 s at 1000 Hz

void add_line(std::vector<double>& x, double amplitude, double f_hz) {
  const auto line = test::sine(amplitude, f_hz, 1000.0, x.size());
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] += line[n];
}

}  // namespace

TEST_CASE("mains and the harmonics that are there are found", "[signal][mains]") {
  const double base_hz = GENERATE(50.0, 60.0);
  signal::MainsFinder finder(kSamples, 1000.0_hz);
  for (std::uint64_t i = 0; i < 20; ++i) {
    auto x = test::noise(3.0, kSamples, 500 + i);
    add_line(x, 2.0, base_hz + 0.1);  // drifts a little
    add_line(x, 1.0, 3.0 * (base_hz + 0.1));
    finder.add(x);
  }
  const double other_hz = base_hz > 55.0 ? 50.0 : 60.0;
  CHECK(finder.sightings(base_hz) >= 38);
  CHECK(finder.sightings(other_hz) <= 2);
  CHECK(finder.harmonics(base_hz, 450.0) == std::vector<double>{base_hz, 3.0 * base_hz});
  CHECK(finder.harmonics(base_hz, 100.0) == std::vector<double>{base_hz});
}

TEST_CASE("clean noise has no mains", "[signal][mains]") {
  signal::MainsFinder finder(kSamples, 1000.0_hz);
  for (std::uint64_t i = 0; i < 60; ++i)
    finder.add(test::noise(3.0, kSamples, 900 + i));
  CHECK(finder.harmonics(50.0, 450.0).empty());
  CHECK(finder.harmonics(60.0, 450.0).empty());
}

TEST_CASE("a single excerpt proves nothing", "[signal][mains]") {
  signal::MainsFinder finder(kSamples, 1000.0_hz);
  finder.add(test::sine(5.0, 50.0, 1000.0, kSamples));
  CHECK(finder.harmonics(50.0, 450.0).empty());
}
