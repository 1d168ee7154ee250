// SPDX-License-Identifier: Apache-2.0
#include "signal/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "core/session_table.hpp"
#include "signal/framer.hpp"
#include "signal/sample_grid.hpp"
#include "signals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::core::literals;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

signal::Envelope measured(std::span<const double> raw,
                          std::span<const double> clean,
                          core::Hertz rate,
                          std::size_t chunk,
                          double noise_uv = 0.0) {
  signal::EnvelopeMeter meter(20.0_hz, rate, noise_uv);
  for (std::size_t at = 0; at < raw.size(); at += chunk) {
    const std::size_t n = std::min(chunk, raw.size() - at);
    meter.push(raw.subspan(at, n), clean.subspan(at, n));
  }
  return meter.finish();
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
    return x == y || (std::isnan(x) && std::isnan(y));
  });
}

}  // namespace

TEST_CASE("the envelope of a sine is its amplitude over root two", "[signal][envelope]") {
  const auto x = test::sine(10.0, 100.0, 1000.0, 10000);
  const auto envelope = measured(x, x, 1000.0_hz, x.size());
  REQUIRE(envelope.rms_uv.size() == 200);
  for (const float value : envelope.rms_uv)
    CHECK_THAT(static_cast<double>(value), test::WithinRel(10.0 / std::sqrt(2.0), 1e-6));
}

TEST_CASE("splitting the input never changes envelope and quality",
          "[signal][envelope][chunking]") {
  auto x = test::noise(5.0, 9000, 3);
  std::fill(x.begin() + 1000, x.begin() + 1500, kNan);
  std::fill(x.begin() + 3000, x.begin() + 3500, 4.0);
  std::fill(x.begin() + 5000, x.begin() + 5010, 99.0);
  const core::Hertz rate(1259.259);
  const auto whole = measured(x, x, rate, x.size());
  const std::size_t chunk = GENERATE(1U, 17U, 63U, 2048U);
  const auto pieces = measured(x, x, rate, chunk);
  CHECK(same_bits(pieces.rms_uv, whole.rms_uv));
  CHECK(same_bits(pieces.peak_uv, whole.peak_uv));
  CHECK(pieces.quality == whole.quality);
}

TEST_CASE("the RMS of one stream alone is that of the envelope, whatever the pieces",
          "[signal][envelope][chunking]") {
  auto x = test::noise(3.0, 20000, 7);
  std::fill_n(x.begin() + 5000, 130, kNan);
  const core::Hertz rate(1259.259);
  const auto envelope = measured(x, x, rate, x.size());
  for (const std::size_t chunk : {1U, 63U, 20000U}) {
    signal::RmsMeter meter(20.0_hz, rate);
    for (std::size_t at = 0; at < x.size(); at += chunk)
      meter.push(
          std::span<const double>(x).subspan(at, std::min<std::size_t>(chunk, x.size() - at)));
    const auto rms_uv = meter.finish();
    CHECK(rms_uv.size() == 317);  // 20000 / 1259.259 * 20, whole bins
    CHECK(same_bits(rms_uv, envelope.rms_uv));
  }
}

TEST_CASE("bins never drift from the clock at odd rates", "[signal][envelope]") {
  // One loud sample a second for an hour: each must be in bin 20 * second.
  const core::Hertz rate(1259.259);
  std::vector<double> x(static_cast<std::size_t>(3600.0 * rate.value()), 0.0);
  for (std::size_t second = 0; second < 3600; ++second)
    x[static_cast<std::size_t>(std::ceil(static_cast<double>(second) * rate.value() + 1.0))] = 50.0;
  const auto envelope = measured(x, x, rate, 4096);
  for (std::size_t bin = 0; bin < envelope.peak_uv.size(); ++bin)
    REQUIRE((envelope.peak_uv[bin] > 0.0F) == (bin % 20 == 0));
}

TEST_CASE("missing samples make a missing bin and say why", "[signal][envelope][quality]") {
  auto raw = test::noise(5.0, 1000, 4);
  auto clean = raw;
  raw[120] = kNan;
  clean[120] = kNan;
  clean[270] = kNan;  // the filters settle: the raw sample is there
  const auto envelope = measured(raw, clean, 1000.0_hz, 1000);
  CHECK(std::isnan(envelope.rms_uv[2]));
  CHECK(envelope.quality[2] == bits(core::Quality::gap));
  CHECK(std::isnan(envelope.rms_uv[5]));
  CHECK(envelope.quality[5] == bits(core::Quality::settling));
  CHECK(envelope.quality[0] == 0);
}

TEST_CASE("a flat stretch is flat and not clipped", "[signal][envelope][quality]") {
  auto x = test::noise(5.0, 2000, 5);
  std::fill(x.begin() + 500, x.begin() + 1000, 77.0);  // also the largest value of all
  const auto envelope = measured(x, x, 1000.0_hz, 1000);
  for (std::size_t bin = 11; bin < 20; ++bin)
    CHECK(envelope.quality[bin] == bits(core::Quality::flat));
  CHECK_FALSE(has(envelope.quality[9], core::Quality::flat));
  CHECK_FALSE(has(envelope.quality[20], core::Quality::flat));
}

TEST_CASE("runs at the rail are clipped, loud signal is not", "[signal][envelope][quality]") {
  auto x = test::noise(100.0, 4000, 6);
  for (double& v : x)
    v = std::clamp(v, -250.0, 1000.0);  // one rail, reached by single samples
  x[2005] = x[2006] = x[2007] = -250.0;
  const auto envelope = measured(x, x, 1000.0_hz, 512, 2.0);
  CHECK(has(envelope.quality[40], core::Quality::clipped));
  CHECK(std::count_if(envelope.quality.begin(), envelope.quality.end(), [](std::uint8_t q) {
          return has(q, core::Quality::clipped);
        }) == 1);
}

TEST_CASE("coarse resolution at rest is not clipping", "[signal][envelope][quality]") {
  // Two codes only, 2 uV apart, as an 8-bit recorder gives at rest with 1.5 uV of noise.
  auto x = test::noise(1.5, 4000, 8);
  for (double& v : x)
    v = v > 0.0 ? 2.0 : 0.0;
  const auto envelope = measured(x, x, 1000.0_hz, 512, 1.5);
  for (const auto quality : envelope.quality)
    CHECK_FALSE(has(quality, core::Quality::clipped));
}

TEST_CASE("splitting the input never changes the windows", "[signal][framer][chunking]") {
  const auto x = test::noise(1.0, 20000, 9);
  const core::Hertz rate(1259.259);
  const auto cut = [&](std::size_t chunk) {
    signal::Framer framer(1.0_s, 0.5_s, rate);
    std::vector<double> all;
    test::in_pieces(x, chunk, [&](std::span<const double> part) {
      framer.push(part, part, [&](const signal::Framer::Frame& frame) {
        all.push_back(static_cast<double>(frame.index));
        all.insert(all.end(), frame.clean_uv.begin(), frame.clean_uv.end());
      });
    });
    return all;
  };
  const auto whole = cut(x.size());
  const std::size_t chunk = GENERATE(1U, 100U, 1259U, 5000U);
  CHECK(cut(chunk) == whole);
}

TEST_CASE("window i begins at its time, whatever the rate", "[signal][framer]") {
  const double rate_hz = GENERATE(256.0, 1000.0, 1259.259, 2000.0);
  const core::Hertz rate(rate_hz);
  std::vector<double> index(static_cast<std::size_t>(60.0 * rate_hz));
  for (std::size_t n = 0; n < index.size(); ++n)
    index[n] = static_cast<double>(n);
  signal::Framer framer(1.0_s, 0.5_s, rate);
  std::size_t frames = 0;
  framer.push(index, index, [&](const signal::Framer::Frame& frame) {
    CHECK(frame.index == frames++);
    const double start_s = frame.raw_uv.front() / rate_hz;
    CHECK(std::abs(start_s - 0.5 * static_cast<double>(frame.index)) <= 0.5 / rate_hz + 1e-12);
    CHECK(frame.raw_uv.size() == static_cast<std::size_t>(std::llround(rate_hz)));
  });
  CHECK(frames == 119);
}
