// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

TEST_CASE("raw counts become microvolts by scale and offset of their channel", "[io][calfemg]") {
  const TemporaryFolder folder;
  { write_calfemg(Hdf5Fixture(folder / "night.h5")); }
  const auto reader = io::open_recording(folder / "night.h5", {});
  const auto& info = reader->info();
  REQUIRE(info.blocks.size() == 1);
  const auto& block = info.blocks.front();
  CHECK(info.layout == "calfemg");
  CHECK(info.subject_id.empty());
  CHECK(info.session_id.empty());
  CHECK(block.name == "emg");
  CHECK(block.sample_count == 100);
  CHECK(block.sample_type == "int16");
  CHECK(block.rate == core::Hertz(1000.0));
  CHECK(block.channels.at(1).stored_at == "/signals/emg/samples[:,1]");
  CHECK(core::label(block.channels.at(1).role) == "GL.L");
  CHECK(block.channels.at(1).role_origin == "file");
  CHECK_NOTHROW(io::require_analysable(info));

  const auto uv = read_all(*reader);
  for (std::size_t i = 0; i < 100; ++i) {
    const auto count = static_cast<double>(i);
    CHECK(uv[i] == 0.5 * count);                         // exact: halves and quarters
    CHECK(uv[100 + i] == 0.25 * (count - 50.0) + 10.0);  // exact
  }
}

TEST_CASE("any part of a block reads the same as the whole", "[io][calfemg][chunking]") {
  const TemporaryFolder folder;
  { write_calfemg(Hdf5Fixture(folder / "night.h5")); }
  const auto reader = io::open_recording(folder / "night.h5", {});
  const auto whole = read_all(*reader);
  const auto count = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{32}, std::size_t{33});
  const std::vector<std::size_t> swapped{1, 0, 1};
  for (std::size_t first = 0; first + count <= 100; first += count) {
    std::vector<double> part(swapped.size() * count);
    reader->read_uv(0, first, count, swapped, part);
    for (std::size_t c = 0; c < swapped.size(); ++c) {
      for (std::size_t i = 0; i < count; ++i)
        CHECK(part[c * count + i] == whole[swapped[c] * 100 + first + i]);
    }
  }
  std::vector<double> nothing;
  CHECK_NOTHROW(reader->read_uv(0, 100, 0, swapped, nothing));
}

TEST_CASE("volts, millivolts and microvolts of one signal read the same", "[io][units]") {
  const TemporaryFolder folder;
  ChannelColumns columns;
  const auto [unit, factor] = GENERATE(table<std::string, double>(
      {{"uV", 1.0}, {"\u00b5V", 1.0}, {"\u03bcV", 1.0}, {"mV", 1e-3}, {"V", 1e-6}}));
  CAPTURE(unit);
  columns.unit = {unit, unit};
  columns.scale = {0.5 * factor, 0.25 * factor};
  columns.offset = {0.0, 10.0 * factor};
  { write_calfemg(Hdf5Fixture(folder / "night.h5"), columns); }
  const auto reader = io::open_recording(folder / "night.h5", {});
  const auto uv = read_all(*reader);
  constexpr double kRoundoff = 4e-16 * 50.0;  // two roundings of a factor, at most 50 uV
  for (std::size_t i = 0; i < 100; ++i) {
    const auto count = static_cast<double>(i);
    CHECK_THAT(uv[i], WithinAbs(0.5 * count, kRoundoff));
    CHECK_THAT(uv[100 + i], WithinAbs(0.25 * (count - 50.0) + 10.0, kRoundoff));
  }
}

TEST_CASE("every sample type reads the same numbers, in both byte orders", "[io][calfemg]") {
  const TemporaryFolder folder;
  const hid_t type = GENERATE(as<hid_t>{},
                              H5T_STD_I16LE,
                              H5T_STD_I16BE,
                              H5T_STD_I32LE,
                              H5T_STD_I32BE,
                              H5T_IEEE_F32LE,
                              H5T_IEEE_F32BE,
                              H5T_IEEE_F64LE,
                              H5T_IEEE_F64BE);
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    file.dataset("/signals/emg/samples", type, {3, 2}, {1, -2, 300, -400, 32'767, -32'768});
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  CHECK(read_all(*reader) ==
        std::vector<double>{0.5, 150.0, 16'383.5, 9.5, -90.0, -8182.0});  // exact
}

TEST_CASE("blocks keep their own rate and start", "[io][calfemg]") {
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file);
    file.group("/signals/slow/channels");
    file.number("/signals/slow", "sampling_rate_hz", 33.25);
    file.number("/signals/slow", "start_offset_s", 2.5);
    file.dataset("/signals/slow/samples", H5T_IEEE_F32LE, {4, 1}, {1, 2, 3, 4});
    file.texts("/signals/slow/channels/name", {"respiration"});
    file.texts("/signals/slow/channels/unit", {"L/s"});
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  const auto& blocks = reader->info().blocks;
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[1].rate.value() == 33.25);
  CHECK(blocks[1].start.value() == 2.5);
  CHECK_FALSE(blocks[1].channels.front().role.is_emg());
  CHECK(blocks[1].channels.front().unit == "L/s");
  CHECK(read_all(*reader, 1) == std::vector<double>{1, 2, 3, 4});
  CHECK_THAT(reader->info().duration().value(), WithinRel(2.5 + 4.0 / 33.25, 1e-15));
}

TEST_CASE("samples inside declared gaps and stored NaN are NaN", "[io][calfemg][gaps]") {
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file);
    file.number("/signals/emg", "start_offset_s", 10.0);
    file.numbers("/signals/emg/gaps/start_s", {10.090, 10.010});
    file.numbers("/signals/emg/gaps/duration_s", {0.010, 0.005});
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  CHECK(reader->info().blocks.front().gaps.front().start_s == 10.010);
  const auto uv = read_all(*reader);
  for (std::size_t i = 0; i < 100; ++i) {
    const bool in_gap = (i >= 10 && i < 15) || i >= 90;
    CAPTURE(i);
    CHECK(std::isnan(uv[i]) == in_gap);
    CHECK(std::isnan(uv[100 + i]) == in_gap);
  }
  std::vector<double> part(4);
  const std::vector<std::size_t> second{1};
  reader->read_uv(0, 13, 4, second, part);
  CHECK(std::isnan(part[1]));
  CHECK_FALSE(std::isnan(part[2]));
}

TEST_CASE("a recording of NaN only opens, and reads as NaN", "[io][calfemg][gaps]") {
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    file.dataset(
        "/signals/emg/samples", H5T_IEEE_F32LE, {5, 2}, std::vector<double>(10, core::kMissing));
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  for (const double value : read_all(*reader))
    CHECK(std::isnan(value));
}

TEST_CASE("a recording of one channel is analysable", "[io][calfemg]") {
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file, {{"GM"}, {"R"}, {"GM"}, {"upper"}, {"mV"}, {1.0}, {0.0}});
    file.remove("/signals/emg/samples");
    file.dataset("/signals/emg/samples", H5T_IEEE_F64LE, {2, 1}, {1, 2});
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  CHECK_NOTHROW(io::require_analysable(reader->info()));
  CHECK(core::label(reader->info().blocks[0].channels[0].role) == "GM.R.upper");
  CHECK(read_all(*reader) == std::vector<double>{1000.0, 2000.0});
}

TEST_CASE("hypnogram, annotations, context and identity are read", "[io][calfemg]") {
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "night.h5");
    write_calfemg(file);
    file.fixed_text("/", "subject_id", "S01");
    file.text("/", "session_id", "night 1");
    file.text("/", "start_time", "2026-03-28T23:10:05.250+01:00");
    file.numbers("/hypnogram/stage", {0, 1, 2, 3, 4, 255});
    file.number("/hypnogram", "epoch_seconds", 20.0);
    file.number("/hypnogram", "start_offset_s", 5.0);
    file.numbers("/annotations/onset_s", {30.0, 1.5});
    file.numbers("/annotations/duration_s", {0.0, 2.0});
    file.texts("/annotations/label", {"lights on", "patient marker"});
    file.group("/context");
    file.number("/context", "room_temperature_c", 19.5);
    file.text("/context", "intervention", "before");
    file.integers("/context", "moon_phase", {3});
    file.integers("/context", "table", {1, 2});
  }
  const auto reader = io::open_recording(folder / "night.h5", {});
  const auto& info = reader->info();
  CHECK(info.subject_id == "S01");
  CHECK(info.session_id == "night 1");
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T23:10:05.250000+01:00");
  REQUIRE(info.hypnogram);
  CHECK(info.hypnogram->epoch_s == 20.0);
  CHECK(info.hypnogram->at(24.9) == core::SleepStage::wake);
  CHECK(info.hypnogram->at(85.0) == core::SleepStage::rem);
  CHECK(info.hypnogram->stages.back() == core::SleepStage::unscored);
  REQUIRE(info.annotations.size() == 2);
  CHECK(info.annotations[0].label == "patient marker");
  CHECK(info.annotations[1].onset_s == 30.0);
  CHECK(info.context.at("room_temperature_c") == "19.5");
  CHECK(info.context.at("intervention") == "before");
  CHECK(info.context.at("moon_phase") == "3");
  CHECK(info.context.count("table") == 0);
  CHECK(info.notes.size() == 1);
}

TEST_CASE("chunks that were never written are told", "[io][calfemg]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    const hid_t data = H5Dopen2(file.id(), "/signals/emg/samples", H5P_DEFAULT);
    H5Dclose(data);
    file.remove("/signals/emg/samples");
    const std::vector<hsize_t> shape{100, 2};
    const std::vector<hsize_t> start{0, 0};
    const std::vector<hsize_t> part{10, 2};
    file.dataset("/signals/emg/samples", H5T_STD_I16LE, shape, {}, {10, 2});
    const hid_t samples = H5Dopen2(file.id(), "/signals/emg/samples", H5P_DEFAULT);
    const hid_t space = H5Dget_space(samples);
    const hid_t memory = H5Screate_simple(2, part.data(), nullptr);
    H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, part.data(), nullptr);
    const std::vector<double> values(20, 3.0);
    H5Dwrite(samples, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values.data());
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(samples);
  }
  const auto reader = io::open_recording(path, {});
  REQUIRE(reader->info().notes.size() == 1);
  CHECK(contains(reader->info().notes.front(), "9 chunks"));
}
