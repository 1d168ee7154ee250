// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// Two channels with a rate, 2 s after the start of the session.
void write_nwb(const Hdf5Fixture& file) {
  const std::string series = "/acquisition/emg";
  file.text("/", "nwb_version", "2.5.0");
  file.dataset(series + "/data", H5T_STD_I16LE, {3, 2}, {1, 10, 2, 20, 3, 30});
  file.text(series + "/data", "unit", "volts");
  file.number(series + "/data", "conversion", 0.5);
  file.number(series + "/data", "offset", 1.0);
  file.numbers(series + "/channel_conversion", {1.0, 2.0});
  file.dataset(series + "/starting_time", H5T_IEEE_F64LE, {1}, {2.0});
  file.number(series + "/starting_time", "rate", 1000.0000000001102);
  file.texts("/session_start_time", {"2026-03-28T23:10:05+01:00"});
}

// One channel with time stamps, deeper in /processing, 3 s after the start of the session.
void write_stamped(const Hdf5Fixture& file, const std::vector<double>& stamps) {
  const std::string series = "/processing/behavior/box/TA.L";
  file.dataset(
      series + "/data", H5T_IEEE_F32LE, {stamps.size()}, std::vector<double>(stamps.size(), 7.0));
  file.text(series + "/data", "unit", "millivolts");
  file.numbers(series + "/timestamps", stamps);
}

}  // namespace

TEST_CASE("NWB series are read with conversion, offset and channel conversion", "[io][nwb]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  { write_nwb(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "nwb");
  REQUIRE(info.blocks.size() == 1);
  CHECK(info.blocks[0].rate.value() == 1000.0000000001102);
  CHECK(info.blocks[0].start.value() == 0.0);
  CHECK(info.blocks[0].channels.at(1).name == "emg[1]");
  CHECK(info.blocks[0].channels.at(1).stored_at == "/acquisition/emg/data[:,1]");
  CHECK(info.blocks[0].channels.at(1).unit == "V");
  CHECK(read_all(*reader) == std::vector<double>{1.5e6, 2e6, 2.5e6, 11e6, 21e6, 31e6});
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T23:10:07+01:00");
}

TEST_CASE("regular NWB time stamps give rate and start", "[io][nwb]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  {
    const Hdf5Fixture file(path);
    write_nwb(file);
    write_stamped(file, {3.0, 3.5, 4.04, 4.5, 5.0});
  }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  REQUIRE(info.blocks.size() == 2);
  CHECK(info.blocks[1].rate.value() == 2.0);
  CHECK(info.blocks[1].start.value() == 1.0);
  CHECK(core::label(info.blocks[1].channels.at(0).role) == "TA.L");
  CHECK(read_all(*reader, 1) == std::vector<double>(5, 7e3));
  REQUIRE(info.notes.size() == 1);
  CHECK(contains(info.notes[0], "deviate by up to 0.080 samples"));
}

TEST_CASE("a hole between NWB time stamps is a gap that shifts nothing", "[io][nwb][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  {
    const Hdf5Fixture file(path);
    file.text("/", "nwb_version", "2.5.0");
    // 2 Hz from 3 s on; nothing between 4 s and 10.02 s, and again between 10.52 s and 12.5 s.
    write_stamped(file, {3.0, 3.5, 4.0, 10.02, 10.52, 12.5});
  }
  const auto reader = io::open_recording(path, {});
  const auto& block = reader->info().blocks.at(0);
  CHECK(block.rate.value() == 2.0);
  REQUIRE(block.sample_count == 20);
  const auto samples = read_all(*reader);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    CAPTURE(i);
    const bool stored = i < 3 || i == 14 || i == 15 || i == 19;
    CHECK(std::isnan(samples[i]) != stored);
  }
  REQUIRE(block.gaps.size() == 2);
  CHECK(block.gaps[0].start_s == 1.5);
  CHECK(block.gaps[0].duration_s == 5.5);
  CHECK(block.gaps[1].start_s == 8.0);
  CHECK(contains(reader->info().notes.at(0), "2 gaps between them"));
}

TEST_CASE("NWB channels are called like their electrodes", "[io][nwb]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  {
    const Hdf5Fixture file(path);
    write_nwb(file);
    file.dataset("/acquisition/emg/electrodes", H5T_STD_I32LE, {2}, {2, 0});
    file.texts("/general/extracellular_ephys/electrodes/label", {"GL.L", "unused", "GM.L"});
  }
  const auto reader = io::open_recording(path, {});
  const auto& channels = reader->info().blocks.at(0).channels;
  CHECK(channels.at(0).name == "GM.L");
  CHECK(channels.at(1).name == "GL.L");
  CHECK(core::label(channels.at(1).role) == "GL.L");
}

TEST_CASE("NWB intervals are annotations in the time of the recording", "[io][nwb]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  {
    const Hdf5Fixture file(path);
    write_nwb(file);  // begins 2 s after the session
    file.numbers("/intervals/cramps/start_time", {7.0, 3.5});
    file.numbers("/intervals/cramps/stop_time", {8.5, 4.0});
    file.texts("/intervals/cramps/label", {"cramp", "button"});
    file.numbers("/intervals/trials/start_time", {2.0});
    file.numbers("/intervals/trials/stop_time", {9.0});
    file.numbers("/intervals/other/begin", {2.0});
  }
  const auto reader = io::open_recording(path, {});
  const auto& annotations = reader->info().annotations;
  REQUIRE(annotations.size() == 3);
  CHECK(annotations[0].label == "trials");
  CHECK(annotations[0].onset_s == 0.0);
  CHECK(annotations[1].label == "button");
  CHECK(annotations[1].onset_s == 1.5);
  CHECK(annotations[1].duration_s == 0.5);
  CHECK(annotations[2].label == "cramp");
  CHECK(contains(reader->info().notes.at(0), "/intervals/other has no start_time"));
}

TEST_CASE("what NWB leaves open is refused", "[io][nwb][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.nwb";
  std::string expected;
  {
    const Hdf5Fixture file(path);
    file.text("/", "nwb_version", "2.5.0");
    file.group("/acquisition");
    SECTION("no data") {
      file.dataset("/acquisition/x/starting_time", H5T_IEEE_F64LE, {1}, {0.0});
      expected = "1 time series, none with data";
    }
    SECTION("irregular time stamps") {
      write_stamped(file, {0.0, 1.0, 2.3, 3.0, 4.0, 5.0});
      expected = "TA.L/timestamps: expected a constant rate within 0.1 samples";
    }
    SECTION("time stamps that do not increase") {
      write_stamped(file, {1.0, 1.0});
      expected = "times that increase";
    }
    SECTION("a single time stamp") {
      write_stamped(file, {1.0});
      expected = "a time for each sample";
    }
    SECTION("no unit") {
      write_stamped(file, {0.0, 1.0});
      H5Adelete_by_name(file.id(), "/processing/behavior/box/TA.L/data", "unit", H5P_DEFAULT);
      expected = "expected a unit of uV, mV or V for the channel \"TA.L\", found none";
    }
    SECTION("a factor too few") {
      write_nwb(file);
      file.remove("/acquisition/emg/channel_conversion");
      file.numbers("/acquisition/emg/channel_conversion", {1.0});
      expected = "2 numbers, one for each channel";
    }
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}
