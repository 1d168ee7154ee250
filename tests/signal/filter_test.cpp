// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "oracle.hpp"
#include "signal/biquad.hpp"
#include "signal/butterworth.hpp"
#include "signals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

namespace {

// Largest difference as a share of the largest expected value: filters agree to round-off that
// grows with the pole radius, far below this.
constexpr double kFilterTolerance = 1e-9;

double worst_relative(std::span<const double> got, std::span<const double> expected) {
  double scale = 0.0;
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    scale = std::max(scale, std::abs(expected[i]));
    worst = std::max(worst, std::abs(got[i] - expected[i]));
  }
  return worst / scale;
}

}  // namespace

TEST_CASE("band-pass output equals SciPy's", "[signal][butterworth][oracle]") {
  for (const auto& c : test::oracle_cases("bandpass")) {
    const auto& p = c.parameters;
    CAPTURE(p.at("order"), p.at("low"), p.at("high"), p.at("rate"));
    signal::BiquadCascade filter(signal::design_bandpass(static_cast<int>(p.at("order")),
                                                         core::Hertz(p.at("low")),
                                                         core::Hertz(p.at("high")),
                                                         core::Hertz(p.at("rate"))));
    auto y = c.x;
    filter.process(y);
    REQUIRE(y.size() == c.y.size());
    CHECK(worst_relative(y, c.y) < kFilterTolerance);
  }
}

TEST_CASE("notch output equals SciPy's", "[signal][biquad][oracle]") {
  for (const auto& c : test::oracle_cases("notch")) {
    const auto& p = c.parameters;
    CAPTURE(p.at("centre"), p.at("rate"));
    signal::BiquadCascade filter(
        {signal::design_notch(core::Hertz(p.at("centre")), p.at("q"), core::Hertz(p.at("rate")))});
    auto y = c.x;
    filter.process(y);
    CHECK(worst_relative(y, c.y) < kFilterTolerance);
  }
}

TEST_CASE("group delay equals SciPy's", "[signal][biquad][oracle]") {
  for (const auto& c : test::oracle_cases("delay")) {
    const auto& p = c.parameters;
    const core::Hertz rate(p.at("rate"));
    const auto sections =
        signal::design_bandpass(4, core::Hertz(p.at("low")), core::Hertz(p.at("high")), rate);
    CHECK_THAT(signal::group_delay_samples(sections, core::Hertz(p.at("centre")), rate),
               test::WithinRel(c.y.at(0), 1e-6));
  }
}

TEST_CASE("the band-pass lets its middle through and halves the power at its corners",
          "[signal][butterworth]") {
  const auto sections = signal::design_bandpass(4, 20.0_hz, 450.0_hz, 2000.0_hz);
  CHECK(sections.size() == 4);
  CHECK_THAT(std::norm(signal::response(sections, 20.0_hz, 2000.0_hz)), test::WithinRel(0.5, 1e-9));
  CHECK_THAT(std::norm(signal::response(sections, 450.0_hz, 2000.0_hz)),
             test::WithinRel(0.5, 1e-9));
  CHECK(std::abs(signal::response(sections, 100.0_hz, 2000.0_hz)) > 0.99);
  CHECK(std::abs(signal::response(sections, 2.0_hz, 2000.0_hz)) < 1e-3);
}

TEST_CASE("a notch removes its centre and keeps 100 Hz", "[signal][biquad]") {
  const auto coefficients = signal::design_notch(50.0_hz, 30.0, 1000.0_hz);
  auto mains = test::sine(1.0, 50.0, 1000.0, 20000);
  auto muscle = test::sine(1.0, 100.0, 1000.0, 20000);
  signal::BiquadCascade({coefficients}).process(mains);
  signal::BiquadCascade({coefficients}).process(muscle);
  CHECK(test::rms(std::span(mains).last(5000)) < 1e-6);
  CHECK_THAT(test::rms(std::span(muscle).last(5000)), test::WithinRel(std::sqrt(0.5), 2e-3));
}

TEST_CASE("splitting the input never changes the output of a cascade",
          "[signal][biquad][chunking]") {
  auto sections = signal::design_bandpass(4, 20.0_hz, 450.0_hz, 1000.0_hz);
  sections.push_back(signal::design_notch(50.0_hz, 30.0, 1000.0_hz));
  const auto input = test::noise(10.0, 5000, 7);
  auto whole = input;
  signal::BiquadCascade(sections).process(whole);

  const std::size_t chunk = GENERATE(1U, 2U, 7U, 511U, 4096U);
  CAPTURE(chunk);
  std::vector<double> pieces;
  signal::BiquadCascade filter(sections);
  test::in_pieces(input, chunk, [&](std::span<const double> part) {
    std::vector<double> copy(part.begin(), part.end());
    filter.process(copy);
    pieces.insert(pieces.end(), copy.begin(), copy.end());
  });
  REQUIRE(pieces == whole);  // bit for bit
}

TEST_CASE("after a reset a cascade equals a new one", "[signal][biquad]") {
  const auto sections = signal::design_bandpass(4, 20.0_hz, 450.0_hz, 1000.0_hz);
  auto first = test::noise(10.0, 300, 1);
  signal::BiquadCascade used(sections);
  used.process(first);
  used.reset();
  auto a = test::noise(10.0, 300, 2);
  auto b = a;
  used.process(a);
  signal::BiquadCascade(sections).process(b);
  REQUIRE(a == b);
}

TEST_CASE("impossible filters are refused by option name", "[signal][filter]") {
  CHECK_THROWS_AS(signal::design_notch(600.0_hz, 30.0, 1000.0_hz), core::ConfigError);
  CHECK_THROWS_AS(signal::design_notch(50.0_hz, 0.0, 1000.0_hz), core::ConfigError);
  CHECK_THROWS_AS(signal::design_bandpass(4, 20.0_hz, 500.0_hz, 1000.0_hz), core::ConfigError);
  CHECK_THROWS_AS(signal::design_bandpass(0, 20.0_hz, 100.0_hz, 1000.0_hz), core::ConfigError);
  try {
    (void)signal::design_bandpass(4, 90.0_hz, 20.0_hz, 1000.0_hz);
    FAIL("no exception");
  } catch (const core::ConfigError& error) {
    CHECK(error.option == "signal.highpass_hz");
  }
}
