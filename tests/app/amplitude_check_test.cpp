// SPDX-License-Identifier: Apache-2.0
#include "app/amplitude_check.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace calfemg;
using app::AmplitudeCheck;
using app::check_amplitudes;
using test::WithinAbs;
using test::WithinRel;

namespace {

// A sine of 50 Hz has whole periods in every second: its RMS is A / sqrt(2) up to rounding.
constexpr double kRoundoff = 1e-9;
constexpr double kAmplitudeUv = 100.0;
constexpr double kOffsetUv = 5000.0;

core::ChannelInfo channel(const std::string& name, const std::string& unit) {
  core::ChannelInfo info;
  info.name = name;
  info.unit = unit;
  return info;
}

// Channel 0: a sine on a large offset; 1: a temperature; 2: the sine with every fourth sample
// missing; 3: nothing but NaN.
class SineReader final : public io::RecordingReader {
 public:
  SineReader(double rate_hz, std::uint64_t samples) {
    core::BlockInfo block;
    block.rate = core::Hertz(rate_hz);
    block.sample_count = samples;
    block.channels = {
        channel("a", "uV"), channel("t", "degC"), channel("b", "mV"), channel("c", "V")};
    info_.blocks.push_back(block);
  }

  [[nodiscard]] const core::RecordingInfo& info() const override { return info_; }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    REQUIRE(first + count <= info_.blocks.at(block).sample_count);
    REQUIRE(out.size() == channels.size() * count);
    for (std::size_t c = 0; c < channels.size(); ++c) {
      REQUIRE(channels[c] != 1);
      for (std::size_t i = 0; i < count; ++i)
        out[c * count + i] = value(channels[c], first + i);
    }
    samples_read_ += count;
  }

  [[nodiscard]] std::uint64_t samples_read() const { return samples_read_; }

 private:
  [[nodiscard]] double value(std::size_t c, std::uint64_t sample) const {
    if (c == 3 || (c == 2 && sample % 4 == 0)) return core::kMissing;
    const double turn = 50.0 * static_cast<double>(sample) / info_.blocks[0].rate.value();
    return kOffsetUv + kAmplitudeUv * std::sin(2.0 * std::numbers::pi * turn);
  }

  core::RecordingInfo info_;
  std::uint64_t samples_read_ = 0;
};

core::BlockInfo block_of(double rate_hz, std::uint64_t samples) {
  return SineReader(rate_hz, samples).info().blocks[0];
}

}  // namespace

TEST_CASE("a sine has an RMS of its amplitude over the root of two, whatever its offset",
          "[app][amplitude]") {
  SineReader reader(1000.0, 3'600'000);
  const std::vector<AmplitudeCheck> checks = check_amplitudes(reader, 0);
  REQUIRE(checks.size() == 4);
  CHECK_THAT(checks[0].median_rms_uv, WithinRel(kAmplitudeUv / std::numbers::sqrt2, kRoundoff));
  CHECK_THAT(checks[0].p95_rms_uv, WithinRel(kAmplitudeUv / std::numbers::sqrt2, kRoundoff));
  CHECK(checks[0].nan_fraction == 0.0);
  // An hour is judged by twenty seconds of it.
  CHECK(reader.samples_read() == 20'000);
}

TEST_CASE("channels without voltage or without a valid sample have no amplitude",
          "[app][amplitude]") {
  SineReader reader(1000.0, 100'000);
  const auto checks = check_amplitudes(reader, 0);
  CHECK(std::isnan(checks[1].median_rms_uv));
  CHECK(std::isnan(checks[1].nan_fraction));
  CHECK(std::isnan(checks[3].median_rms_uv));
  CHECK(checks[3].nan_fraction == 1.0);
}

TEST_CASE("missing samples are counted and left out", "[app][amplitude]") {
  SineReader reader(1000.0, 100'000);
  const auto checks = check_amplitudes(reader, 0);
  CHECK_THAT(checks[2].nan_fraction, WithinAbs(0.25, kRoundoff));
  // Three of four samples of a sine of 20 samples a period: still all phases, so the same power.
  CHECK_THAT(checks[2].median_rms_uv, WithinRel(kAmplitudeUv / std::numbers::sqrt2, 1e-3));
}

TEST_CASE("a stretch is kept when half of it is valid", "[app][amplitude]") {
  const double n = core::kMissing;
  CHECK(app::stretch_rms_uv(std::vector<double>{1.0, 3.0, n, n}, 4) == std::vector<double>{1.0});
  CHECK(app::stretch_rms_uv(std::vector<double>{1.0, n, n, n}, 4).empty());
  CHECK(app::stretch_rms_uv(std::vector<double>{1.0, 3.0, 5.0}, 2) == std::vector<double>{1.0});
  CHECK(app::stretch_rms_uv(std::vector<double>{}, 2).empty());
}

TEST_CASE("excerpts lie inside the block, from its first to its last sample", "[app][amplitude]") {
  for (const std::uint64_t samples : {20'001ULL, 20'007ULL, 123'457ULL, 28'800'000ULL}) {
    const auto plan = app::plan_excerpts(block_of(1000.0, samples));
    CAPTURE(samples);
    CHECK(plan.length == 2000);
    REQUIRE(plan.first_samples.size() == 10);
    CHECK(plan.first_samples.front() == 0);
    CHECK(std::is_sorted(plan.first_samples.begin(), plan.first_samples.end()));
    CHECK(plan.first_samples.back() + plan.length <= samples);
    CHECK(plan.first_samples.back() + plan.length + 10 > samples);
  }
}

TEST_CASE("a short block is read as a whole, a slow one too", "[app][amplitude]") {
  const auto brief = app::plan_excerpts(block_of(1000.0, 15'000));
  CHECK(brief.first_samples == std::vector<std::uint64_t>{0});
  CHECK(brief.length == 15'000);
  const auto slow = app::plan_excerpts(block_of(0.1, 5));
  CHECK(slow.first_samples == std::vector<std::uint64_t>{0});
  CHECK(slow.length == 5);
  SineReader reader(0.1, 5);
  CHECK(check_amplitudes(reader, 0).size() == 4);
}
