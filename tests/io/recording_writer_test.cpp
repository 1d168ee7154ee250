// SPDX-License-Identifier: Apache-2.0
#include "io/recording_writer.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "core/error.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

core::RecordingInfo two_blocks() {
  core::RecordingInfo info;
  info.subject_id = "S01";
  info.session_id = "night-1";
  info.start_time = core::start_time_from_iso("2026-01-01T22:00:00");
  info.hypnogram = core::Hypnogram{
      30.0, 5.0, {core::SleepStage::wake, core::SleepStage::rem, core::SleepStage::unscored}};
  info.annotations = {{1.0, 0.0, "patient marker"}};
  info.context = {{"intervention", "before"}, {"pain_0_10", "3"}};
  core::ChannelInfo medial;
  medial.name = "GM.L.upper";
  medial.role = {core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::upper};
  medial.unit = "mV";
  medial.uv_per_count = 0.25;
  medial.uv_offset = -2.0;
  medial.mvc_uv = 300.0;
  medial.highpass_hz = 10.0;
  medial.lowpass_hz = 500.0;
  core::ChannelInfo other;
  other.name = "air";
  other.unit = "L/s";
  core::BlockInfo emg;
  emg.name = "emg";
  emg.rate = core::Hertz(1000.0);
  emg.sample_type = "int16";
  emg.channels = {medial, other};
  emg.gaps = {{0.5, 0.1}};
  core::BlockInfo slow;
  slow.name = "slow";
  slow.rate = core::Hertz(12.5);
  slow.start = core::Seconds(0.25);
  slow.sample_type = "float32";
  slow.channels = {other};
  info.blocks = {emg, slow};
  return info;
}

// Multiples of the 0.25 uV step: storing them loses nothing.
std::vector<double> planar_steps(std::size_t count) {
  std::vector<double> uv(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    uv[i] = 0.25 * static_cast<double>((i * 7919) % 2001) - 250.0;
    uv[count + i] = static_cast<double>((i * 104'729) % 60'001) - 30'000.0;
  }
  return uv;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("what is written is read back", "[io][writer]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  const auto info = two_blocks();
  const auto uv = planar_steps(3000);
  const std::vector<double> slow{0.5, core::kMissing, -1.25};
  {
    io::RecordingWriter writer(path, info, {0.7, 4});
    writer.append_uv(0, uv);
    writer.append_uv(1, slow);
    writer.finish();
  }
  const auto reader = io::open_recording(path, {});
  const auto& back = reader->info();
  CHECK(back.subject_id == info.subject_id);
  CHECK(back.session_id == info.session_id);
  CHECK(core::to_iso(*back.start_time) == "2026-01-01T22:00:00");
  CHECK(back.hypnogram->stages == info.hypnogram->stages);
  CHECK(back.hypnogram->start_s == 5.0);
  CHECK(back.annotations.at(0).label == "patient marker");
  CHECK(back.context == info.context);
  const auto& channel = back.blocks.at(0).channels.at(0);
  CHECK(channel.role == info.blocks[0].channels[0].role);
  CHECK(channel.unit == "mV");
  CHECK(channel.mvc_uv == 300.0);
  CHECK(channel.highpass_hz == 10.0);
  CHECK(channel.lowpass_hz == 500.0);
  CHECK(back.blocks[0].gaps.at(0).start_s == 0.5);
  CHECK(back.blocks[1].start.value() == 0.25);

  const auto read = read_all(*reader, 0);
  constexpr double kRoundoff = 4e-16 * 260.0;  // the scale goes through mV and back, |x| < 260 uV
  for (std::size_t i = 0; i < 3000; ++i) {
    if (i >= 500 && i < 600) {
      CHECK(std::isnan(read[i]));
      continue;
    }
    CHECK_THAT(read[i], WithinAbs(uv[i], kRoundoff));
    CHECK(read[3000 + i] == uv[3000 + i]);
  }
  const auto read_slow = read_all(*reader, 1);
  CHECK(read_slow[0] == 0.5);
  CHECK(std::isnan(read_slow[1]));
  CHECK(read_slow[2] == -1.25);
}

TEST_CASE("writing in pieces gives the samples of writing at once", "[io][writer][chunking]") {
  const TemporaryFolder folder;
  const auto info = two_blocks();
  const std::size_t count = 1000;
  const auto uv = planar_steps(count);
  const auto piece = GENERATE(std::size_t{1}, std::size_t{13}, std::size_t{700}, std::size_t{1000});
  io::RecordingWriter writer(folder / "pieces.h5", info, {0.3, 4});
  for (std::size_t first = 0; first < count; first += piece) {
    const std::size_t part = std::min(piece, count - first);
    std::vector<double> planar;
    for (const std::size_t start : {first, count + first})
      planar.insert(planar.end(),
                    uv.begin() + static_cast<std::ptrdiff_t>(start),
                    uv.begin() + static_cast<std::ptrdiff_t>(start + part));
    writer.append_uv(0, planar);
  }
  writer.append_uv(1, std::vector<double>{1.0});
  writer.finish();
  io::RecordingWriter once(folder / "once.h5", info, {0.3, 4});
  once.append_uv(0, uv);
  once.append_uv(1, std::vector<double>{1.0});
  once.finish();
  const auto a = read_all(*io::open_recording(folder / "pieces.h5", {}));
  const auto b = read_all(*io::open_recording(folder / "once.h5", {}));
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    CHECK((a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))));
}

TEST_CASE("the same recording written twice has the same bytes", "[io][writer]") {
  const TemporaryFolder folder;
  for (const char* name : {"a.h5", "b.h5"}) {
    io::RecordingWriter writer(folder / name, two_blocks());
    writer.append_uv(0, planar_steps(500));
    writer.append_uv(1, std::vector<double>{1.0, 2.0});
    writer.finish();
  }
  CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
}

TEST_CASE("raw counts are stored as they are, rails included", "[io][writer]") {
  const TemporaryFolder folder;
  auto info = two_blocks();
  info.blocks.pop_back();
  info.blocks[0].gaps.clear();
  const std::vector<std::int16_t> counts{-32'768, 1, 32'767, -2};
  io::RecordingWriter writer(folder / "night.h5", info);
  writer.append_raw(0, counts);
  writer.append_uv(0, std::vector<double>{1e9, -1e9, 40'000.0, -40'000.0});
  writer.finish();
  const auto uv = read_all(*io::open_recording(folder / "night.h5", {}));
  CHECK(uv ==
        std::vector<double>{-8194.0, 8189.75, 8189.75, -8194.0, 1.0, -2.0, 32'767.0, -32'768.0});
}

TEST_CASE("microvolts between two steps are stored as the nearer one", "[io][writer]") {
  const TemporaryFolder folder;
  auto info = two_blocks();
  info.blocks.pop_back();
  info.blocks[0].gaps.clear();
  io::RecordingWriter writer(folder / "night.h5", info);
  writer.append_uv(0, std::vector<double>{0.2, -0.2, 0.1, 0.0, 0.0, 0.0});
  writer.finish();
  const auto uv = read_all(*io::open_recording(folder / "night.h5", {}));
  CHECK(uv == std::vector<double>{0.25, -0.25, 0.0, 0.0, 0.0, 0.0});  // exact: steps of a quarter
}

TEST_CASE("an unfinished recording leaves nothing behind", "[io][writer]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    io::RecordingWriter writer(path, two_blocks());
    writer.append_uv(0, planar_steps(10));
    CHECK(std::filesystem::exists(path.string() + ".partial"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_FALSE(std::filesystem::exists(path.string() + ".partial"));
}

TEST_CASE("what cannot be stored is refused", "[io][writer][errors]") {
  const TemporaryFolder folder;
  auto info = two_blocks();
  SECTION("NaN among integers") {
    io::RecordingWriter writer(folder / "night.h5", info);
    CHECK_THROWS_AS(writer.append_uv(0, std::vector<double>{core::kMissing, 0.0}),
                    core::OutputError);
  }
  SECTION("a folder that is not there") {
    CHECK_THROWS_AS(io::RecordingWriter(folder / "none/night.h5", info), core::OutputError);
  }
  SECTION("EMG without a unit") {
    info.blocks[0].channels[0].unit = "";
    CHECK_THROWS_AS(io::RecordingWriter(folder / "night.h5", info), core::OutputError);
  }
  SECTION("another type of sample") {
    info.blocks[0].sample_type = "uint32";
    CHECK_THROWS_AS(io::RecordingWriter(folder / "night.h5", info), core::OutputError);
  }
}

TEST_CASE("a disk that fills up ends in an error and leaves nothing behind",
          "[io][writer][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  // A limit on the size of files fails the same calls as a full disk.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{50'000, before.rlim_max};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): SIG_IGN is a cast of the C library
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  std::string text;
  try {
    auto info = two_blocks();
    info.blocks[0].gaps.clear();
    io::RecordingWriter writer(path, info);
    for (int i = 0; i < 20; ++i)
      writer.append_uv(0, planar_steps(20'000));
    writer.append_uv(1, std::vector<double>{1.0});
    writer.finish();
  } catch (const core::OutputError& error) {
    text = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  (void)std::signal(SIGXFSZ, handler);
  CAPTURE(text);
  CHECK(contains(text, path.string()));
  CHECK(contains(text, "File too large"));
  CHECK_FALSE(contains(text, "\n"));
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_FALSE(std::filesystem::exists(path.string() + ".partial"));
}
