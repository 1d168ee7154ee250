// SPDX-License-Identifier: Apache-2.0
#include "signal/conditioning.hpp"

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "signal/envelope.hpp"
#include "signal/sample_grid.hpp"
#include "signals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Path {
  std::vector<signal::BiquadCoefficients> sections;
  std::size_t delay = 0;
};

Path default_path(core::Hertz rate, const std::vector<double>& notches_hz = {50.0, 150.0}) {
  const signal::SignalOptions options;
  const auto band = signal::covered_band(options, rate, kNan, kNan);
  Path path;
  path.sections = signal::design_conditioning(options, band, notches_hz, rate);
  path.delay = signal::emg_delay_samples(path.sections, rate);
  return path;
}

std::vector<double> conditioned(const Path& path,
                                std::span<const double> x,
                                std::size_t settle,
                                std::size_t chunk) {
  signal::Conditioner conditioner({{path.sections, path.delay, settle}});
  std::vector<double> y;
  test::in_pieces(x, chunk, [&](std::span<const double> part) {
    conditioner.process(std::span(&part, 1), std::span(&y, 1));
  });
  conditioner.finish(std::span(&y, 1));
  return y;
}

bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return x == y || (std::isnan(x) && std::isnan(y));
  });
}

// EMG-like: white noise through a broad resonance near 90 Hz.
std::vector<double> emg_noise(double sd, double rate_hz, std::size_t count, std::uint64_t seed) {
  auto x = test::noise(sd, count, seed);
  const signal::SignalOptions options{40.0, 180.0, 1};
  signal::BiquadCascade shape(
      signal::design_conditioning(options, {40.0, 180.0, ""}, {}, core::Hertz(rate_hz)));
  shape.process(x);
  return x;
}

}  // namespace

TEST_CASE("the band is narrowed to rate and recorder, and says so", "[signal][conditioning]") {
  const signal::SignalOptions options;
  const auto free = signal::covered_band(options, 2000.0_hz, kNan, kNan);
  CHECK(free.low_hz == 20.0);
  CHECK(free.high_hz == 450.0);
  CHECK(free.limited_by.empty());

  const auto aasm = signal::covered_band(options, 256.0_hz, 10.0, 100.0);
  CHECK(aasm.low_hz == 20.0);
  CHECK(aasm.high_hz == 100.0);
  CHECK(aasm.limited_by == "recorder low-pass 100 Hz");

  const auto slow = signal::covered_band(options, 500.0_hz, 30.0, kNan);
  CHECK(slow.low_hz == 30.0);
  CHECK_THAT(slow.high_hz, test::WithinRel(225.0, 1e-12));
  CHECK(slow.limited_by == "recorder high-pass 30 Hz, sampling rate 500 Hz");
}

TEST_CASE("splitting the input never changes conditioned samples",
          "[signal][conditioning][chunking]") {
  const Path path = default_path(1000.0_hz);
  auto x = test::noise(10.0, 6000, 11);
  for (std::size_t n = 2000; n < 2300; ++n)
    x[n] = kNan;
  x[3000] = kNan;                               // a single missing sample
  for (std::size_t n = 3002; n < 3010; n += 2)  // pieces shorter than the delay
    x[n] = kNan;
  const auto whole = conditioned(path, x, 100, x.size());
  REQUIRE(whole.size() == x.size());
  const std::size_t chunk = GENERATE(1U, 3U, 64U, 1000U, 4096U);
  CAPTURE(chunk);
  REQUIRE(same_bits(conditioned(path, x, 100, chunk), whole));
}

TEST_CASE("a piece after a gap comes out as if it stood alone", "[signal][conditioning][gap]") {
  const Path path = default_path(1000.0_hz);
  const auto first = test::noise(10.0, 1500, 1);
  const auto second = test::noise(10.0, 2500, 2);
  std::vector<double> joined(first);
  joined.insert(joined.end(), 700, kNan);
  joined.insert(joined.end(), second.begin(), second.end());
  const auto y = conditioned(path, joined, 50, 512);
  const auto y1 = conditioned(path, first, 50, 512);
  const auto y2 = conditioned(path, second, 50, 512);
  REQUIRE(same_bits(std::span(y).first(1500), y1));
  REQUIRE(same_bits(std::span(y).last(2500), y2));
  for (std::size_t n = 1500; n < 2200; ++n)
    REQUIRE(std::isnan(y[n]));
}

TEST_CASE("an electrode offset makes no transient", "[signal][conditioning]") {
  const Path path = default_path(1000.0_hz);
  const std::vector<double> offset(2000, 300000.0);  // 0.3 V in microvolts
  for (const double y : conditioned(path, offset, 0, 2000))
    REQUIRE(y == 0.0);
}

TEST_CASE("infinite samples count as missing", "[signal][conditioning][gap]") {
  const Path path = default_path(1000.0_hz);
  auto x = test::noise(1.0, 1000, 5);
  x[500] = std::numeric_limits<double>::infinity();
  const auto y = conditioned(path, x, 0, 1000);
  CHECK(std::isnan(y[500]));
  CHECK(std::isfinite(y[499]));
  CHECK(std::isfinite(y[501]));
}

TEST_CASE("a step at t is reported at t within half an envelope bin",
          "[signal][conditioning][delay]") {
  const double rate_hz = GENERATE(500.0, 1000.0, 1259.259, 2000.0);
  const double tone_hz = GENERATE(60.0, 75.0, 90.0, 110.0, 130.0);
  const double step_s = GENERATE(4.0, 4.013, 4.031, 4.049);
  CAPTURE(rate_hz, tone_hz, step_s);
  const core::Hertz rate(rate_hz);
  const Path path = default_path(rate);
  constexpr double kEnvelopeHz = 20.0;
  constexpr double kHalfBinSeconds = 0.5 / kEnvelopeHz;

  auto x = test::sine(100.0, tone_hz, rate_hz, signal::samples_in(core::Seconds(8.0), rate));
  const auto step = signal::samples_in(core::Seconds(step_s), rate);
  std::fill(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(step), 0.0);
  const auto y = conditioned(path, x, 0, 512);
  signal::EnvelopeMeter meter(core::Hertz(kEnvelopeHz), rate, kNan);
  meter.push(x, y);
  const auto envelope = meter.finish().rms_uv;

  // Power of a bin over the level is the share of the bin that is active; their sum up to a late
  // bin is the time since the step.
  const auto power = [&](std::size_t bin) {
    return static_cast<double>(envelope[bin]) * static_cast<double>(envelope[bin]);
  };
  const double level = (power(150) + power(151) + power(152) + power(153)) / 4.0;
  double active_bins = 0.0;
  for (std::size_t bin = 60; bin < 140; ++bin)
    active_bins += power(bin) / level;
  CHECK_THAT((140.0 - active_bins) / kEnvelopeHz, test::WithinAbs(step_s, kHalfBinSeconds));
}

TEST_CASE("the delay of a pulse is taken out", "[signal][conditioning][delay]") {
  // Centre of energy of the response to an EMG-shaped burst lies where the burst's lies.
  const core::Hertz rate(2000.0);
  const Path path = default_path(rate, {});
  const auto burst = emg_noise(100.0, 2000.0, 400, 9);
  std::vector<double> x(4000, 0.0);
  std::copy(burst.begin(), burst.end(), x.begin() + 1800);
  const auto y = conditioned(path, x, 0, x.size());
  const auto centre = [](std::span<const double> s) {
    double energy = 0.0;
    double moment = 0.0;
    for (std::size_t n = 0; n < s.size(); ++n) {
      energy += s[n] * s[n];
      moment += s[n] * s[n] * static_cast<double>(n);
    }
    return moment / energy;
  };
  CHECK(path.delay > 5);  // the correction is there: without it the check below fails
  CHECK_THAT(centre(y), test::WithinAbs(centre(x), 5.0));  // 2.5 ms
}
