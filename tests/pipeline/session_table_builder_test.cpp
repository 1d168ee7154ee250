// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session_table_builder.hpp"

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "memory_reader.hpp"
#include "pipeline/channel_group.hpp"
#include "pipeline/survey.hpp"
#include "support/catch.hpp"

using namespace calfemg;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> noise(double sd, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> x(count);
  for (double& v : x) {  // sum of 12 uniforms: variance 1, the same numbers everywhere
    double sum = -6.0;
    for (int i = 0; i < 12; ++i)
      sum += static_cast<double>(random() >> 11U) / 0x1p53;
    v = sd * sum;
  }
  return x;
}

core::ChannelInfo channel(core::Leg leg, core::Muscle muscle) {
  core::ChannelInfo info;
  info.role = {leg, muscle, core::Site::whole};
  info.name = core::label(info.role);
  info.unit = "uV";
  info.stored_at = "/signals/emg/samples";
  return info;
}

core::BlockInfo block(const std::string& name, double rate_hz, std::size_t samples) {
  core::BlockInfo info;
  info.name = name;
  info.rate = core::Hertz(rate_hz);
  info.sample_count = samples;
  info.sample_type = "float64";
  return info;
}

test::MemoryReader two_legs(double rate_hz, std::size_t samples) {
  core::RecordingInfo info;
  info.path = "memory";
  info.blocks.push_back(block("emg", rate_hz, samples));
  info.blocks[0].channels = {channel(core::Leg::left, core::Muscle::gastrocnemius_medialis),
                             channel(core::Leg::right, core::Muscle::gastrocnemius_medialis),
                             channel(core::Leg::right, core::Muscle::tibialis_anterior)};
  return {info, {{noise(3.0, samples, 1), noise(30.0, samples, 2), noise(5.0, samples, 3)}}};
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

void require_same(const core::ChannelTable& a, const core::ChannelTable& b) {
  REQUIRE(a.features.size() == b.features.size());
  for (std::size_t c = 0; c < a.features.size(); ++c)
    REQUIRE(same_bits(a.features[c], b.features[c]));
  REQUIRE(same_bits(a.coverage, b.coverage));
  REQUIRE(same_bits(a.mains_rms_uv, b.mains_rms_uv));
  REQUIRE(same_bits(a.low_rms_uv, b.low_rms_uv));
  REQUIRE(same_bits(a.envelope_uv, b.envelope_uv));
  REQUIRE(same_bits(a.peak_uv, b.peak_uv));
  REQUIRE(a.quality == b.quality);
}

// Table of the first channel of a group that gets `chunk` samples of each channel at a time.
core::ChannelTable table_in_pieces(const core::BlockInfo& block,
                                   std::span<const pipeline::ChannelPlan> plans,
                                   const std::vector<std::vector<double>>& samples,
                                   std::size_t chunk) {
  pipeline::ChannelGroup group(block, plans, {});
  const std::size_t count = samples.front().size();
  for (std::size_t at = 0; at < count; at += chunk) {
    std::vector<std::span<const double>> parts;
    parts.reserve(samples.size());
    for (const auto& channel : samples)
      parts.push_back(std::span(channel).subspan(at, std::min(chunk, count - at)));
    group.push(parts);
  }
  return std::move(group.finish().front());
}

core::ChannelTable table_of(io::RecordingReader& reader,
                            const pipeline::ChannelPlan& plan,
                            const std::vector<double>& samples) {
  return table_in_pieces(reader.info().blocks[0], std::span(&plan, 1), {samples}, samples.size());
}

}  // namespace

TEST_CASE("one thread and many give the same table, bit for bit", "[pipeline][threads]") {
  auto reader = two_legs(1000.0, 50000);
  test::CountingProgress progress;
  const auto one = pipeline::build_session_table(reader, {}, 1, progress);
  const int threads = GENERATE(2, 3, 8);
  const auto many = pipeline::build_session_table(reader, {}, threads, progress);
  REQUIRE(one.channels.size() == 3);
  for (std::size_t c = 0; c < 3; ++c)
    require_same(one.channels[c], many.channels[c]);
}

TEST_CASE("splitting a channel's samples never changes its table", "[pipeline][chunking]") {
  auto reader = two_legs(1259.259, 30000);
  const auto plans = pipeline::survey(reader, {});
  std::vector<double> x = noise(4.0, 30000, 9);
  std::fill(x.begin() + 9000, x.begin() + 9700, kNan);
  const auto whole = table_of(reader, plans[0], x);
  const std::size_t chunk = GENERATE(1U, 101U, 1259U, 8192U);
  CAPTURE(chunk);
  require_same(table_in_pieces(reader.info().blocks[0], std::span(plans).first(1), {x}, chunk),
               whole);
}

TEST_CASE("channels that are filtered beside a channel never change its table",
          "[pipeline][chunking]") {
  auto reader = two_legs(1000.0, 30000);
  const auto plans = pipeline::survey(reader, {});
  REQUIRE(plans.size() == 3);
  auto x = noise(4.0, 30000, 9);
  auto beside = noise(300.0, 30000, 10);
  std::fill(x.begin() + 9000, x.begin() + 9700, kNan);
  std::fill(beside.begin() + 4321, beside.begin() + 12345, kNan);
  beside[20000] = std::numeric_limits<double>::infinity();
  const auto alone = table_of(reader, plans[0], x);
  const std::size_t chunk = GENERATE(101U, 30000U);
  require_same(
      table_in_pieces(
          reader.info().blocks[0], plans, {x, beside, std::vector<double>(30000, kNan)}, chunk),
      alone);
}

TEST_CASE("rows and bins keep their times across a gap", "[pipeline][gap]") {
  auto reader = two_legs(1000.0, 60000);
  const auto plans = pipeline::survey(reader, {});
  auto x = noise(3.0, 60000, 4);
  std::fill(x.begin() + 20000, x.begin() + 30000, kNan);
  const auto table = table_of(reader, plans[0], x);
  REQUIRE(table.rows.count == 119);
  REQUIRE(table.bins.count == 1200);
  const core::SessionTable names{{}, features::feature_columns({}), {}};
  const auto& rms = table.features[names.column("rms_uv")];
  for (std::size_t row = 0; row < table.rows.count; ++row) {
    const double begin = table.rows.time_s(row);
    // 0.5 s after the start and after the gap the filters settle.
    const bool whole = (begin >= 0.5 && begin + 1.0 <= 20.0) || begin >= 30.5;
    CAPTURE(begin);
    CHECK(std::isnan(rms[row]) != whole);
    CHECK((table.coverage[row] >= 1.0F) == whole);
  }
  for (std::size_t bin = 0; bin < table.bins.count; ++bin) {
    const double begin = table.bins.time_s(bin);
    const bool in_gap = begin > 19.99 && begin < 29.99;
    CHECK(has(table.quality[bin], core::Quality::gap) == in_gap);
  }
}

TEST_CASE("pieces beside a gap measure what they measure alone", "[pipeline][gap]") {
  auto reader = two_legs(1000.0, 60000);
  const auto plans = pipeline::survey(reader, {});
  const auto piece = noise(3.0, 20000, 4);
  std::vector<double> x(60000, kNan);
  std::copy(piece.begin(), piece.end(), x.begin() + 35000);
  const auto alone = table_of(reader, plans[0], piece);
  const auto placed = table_of(reader, plans[0], x);
  const std::size_t shift = 70;  // rows in 35 s
  for (std::size_t column = 0; column < alone.features.size(); ++column) {
    for (std::size_t row = 0; row < alone.rows.count; ++row) {
      const float a = alone.features[column][row];
      const float b = placed.features[column][row + shift];
      REQUIRE(((std::isnan(a) && std::isnan(b)) || a == b));
    }
  }
}

TEST_CASE("blocks of different rates stay as they are", "[pipeline][blocks]") {
  core::RecordingInfo info;
  info.path = "memory";
  info.blocks = {
      block("emg", 1259.259, 25185), block("imu", 148.148, 2963), block("psg", 256.0, 5120)};
  info.blocks[0].channels = {channel(core::Leg::left, core::Muscle::gastrocnemius_medialis)};
  info.blocks[1].channels = {core::ChannelInfo{}};  // no EMG role
  info.blocks[2].channels = {channel(core::Leg::left, core::Muscle::tibialis_anterior)};
  info.blocks[2].start = core::Seconds(5.0);
  test::MemoryReader reader(info,
                            {{noise(3.0, 25185, 1)}, {noise(1.0, 2963, 2)}, {noise(3.0, 5120, 3)}});
  test::CountingProgress progress;
  const auto table = pipeline::build_session_table(reader, {}, 2, progress);
  REQUIRE(table.channels.size() == 2);
  CHECK(table.channels[0].rate.value() == 1259.259);
  CHECK(table.channels[0].bins.count == 400);
  CHECK(table.channels[1].bins.count == 400);
  CHECK(table.channels[1].bins.start_s == 5.0);
  CHECK(table.channels[1].conditions.band.high_hz < 116.0);
  const auto mdf = table.column("mdf_hz");
  CHECK(table.channels[0].missing_because[mdf].empty());
  CHECK_FALSE(table.channels[1].missing_because[mdf].empty());
  CHECK(progress.last_done_s == progress.last_total_s);
}

TEST_CASE("a rate too low for EMG is refused by name", "[pipeline][survey]") {
  core::RecordingInfo info;
  info.path = "slow.h5";
  info.blocks = {block("emg", 10.0, 1000)};
  info.blocks[0].channels = {channel(core::Leg::left, core::Muscle::soleus)};
  test::MemoryReader reader(info, {{noise(3.0, 1000, 1)}});
  try {
    (void)pipeline::survey(reader, {});
    FAIL("no exception");
  } catch (const core::FormatError& error) {
    const std::string text = error.what();
    CHECK(text.find("slow.h5") != std::string::npos);
    CHECK(text.find("sampling rate 10 Hz") != std::string::npos);
  }
}

TEST_CASE("mains found in the recording is notched where it is", "[pipeline][survey]") {
  auto samples = noise(3.0, 60000, 12);
  for (std::size_t n = 0; n < samples.size(); ++n)
    samples[n] += 4.0 * std::sin(2.0 * 3.14159265358979 * 60.0 / 1000.0 * static_cast<double>(n));
  core::RecordingInfo info;
  info.blocks = {block("emg", 1000.0, 60000)};
  info.blocks[0].channels = {channel(core::Leg::left, core::Muscle::gastrocnemius_medialis),
                             channel(core::Leg::left, core::Muscle::gastrocnemius_lateralis)};
  test::MemoryReader reader(info, {{samples, noise(3.0, 60000, 13)}});
  const auto plans = pipeline::survey(reader, {});
  CHECK(plans[0].conditions.notches_hz == std::vector<double>{60.0});
  CHECK(plans[0].conditions.mains_hz == 60.0);
  CHECK(plans[1].conditions.notches_hz.empty());
  // White noise of 3 uV and 500 Hz keeps (450 - 20) / 500 of its power.
  CHECK_THAT(plans[0].conditions.noise_uv, test::WithinRel(3.0 * std::sqrt(0.86), 0.1));
}

TEST_CASE("a cancelled analysis stops", "[pipeline]") {
  auto reader = two_legs(1000.0, 60000);
  test::CountingProgress progress(1);
  CHECK_THROWS_AS(pipeline::build_session_table(reader, {}, 2, progress), core::Interrupted);
  CHECK(progress.advances == 1);
}
