// SPDX-License-Identifier: Apache-2.0
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

void write_channels(const Hdf5Fixture& file) {
  file.group("/channels");
  file.integers("/", "sample_rate", {256});
  file.dataset("/channels/EEG", H5T_IEEE_F32LE, {3}, {1, 2, 3}, {2});
  file.dataset("/channels/LAT", H5T_IEEE_F32LE, {3}, {-1, 0, 1}, {2});
  file.integers("/channels/EEG", "channel_index", {1});
  file.integers("/channels/LAT", "channel_index", {0});
}

io::LayoutMap map_of_lat() {
  io::LayoutMap map;
  map.path = "psg.toml";
  map.channels = {map_entry("LAT", core::Muscle::tibialis_anterior)};
  map.channels[0].unit = "V";
  return map;
}

}  // namespace

TEST_CASE("the plain channels layout needs a unit from the map", "[io][channels]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  { write_channels(Hdf5Fixture(path)); }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, "/channels/LAT: expected a unit of uV, mV or V"));
  CHECK(contains(text, "channel = [{ match = \"LAT\""));
  CHECK(contains(text, "unit = \"uV\""));
  CHECK(contains(text, "the channels are LAT, EEG"));
}

TEST_CASE("the plain channels layout is read in the order of its indices", "[io][channels]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  { write_channels(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, map_of_lat());
  const auto& block = reader->info().blocks.at(0);
  CHECK(reader->info().layout == "channels");
  CHECK(block.rate.value() == 256.0);
  CHECK(block.channels.at(0).name == "LAT");
  CHECK(block.channels.at(0).unit_origin == "map");
  CHECK(block.channels.at(1).unit.empty());
  CHECK(read_all(*reader) == std::vector<double>{-1e6, 0, 1e6, 1, 2, 3});
  CHECK_FALSE(reader->info().start_time);
}

TEST_CASE("the start of a channels file may be Unix time, text or unknown", "[io][channels]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  std::string expected;
  std::size_t notes = 0;
  {
    const Hdf5Fixture file(path);
    write_channels(file);
    SECTION("Unix time") {
      file.number("/", "date", 1'614'897'000.5);
      expected = "2021-03-04T22:30:00.500000+00:00";
      notes = 1;
    }
    SECTION("text") {
      file.text("/", "date", "2021-03-04 22:30:00");
      expected = "2021-03-04T22:30:00";
    }
    SECTION("unknown") {
      file.text("/", "date", "UNKNOWN");
    }
    SECTION("nonsense") {
      file.text("/", "date", "Tuesday");
      notes = 1;
    }
  }
  const auto reader = io::open_recording(path, map_of_lat());
  const auto& start = reader->info().start_time;
  CHECK((start ? core::to_iso(*start) : "") == expected);
  CHECK(reader->info().notes.size() == notes);
}

TEST_CASE("a rate that the file does not hold comes from the map", "[io][channels][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  {
    const Hdf5Fixture file(path);
    write_channels(file);
    H5Adelete(file.id(), "sample_rate");
  }
  auto map = map_of_lat();
  CHECK(contains(refusal<core::FormatError>(path, map), "one of the layouts calfemg"));
  map.layout = "channels";
  CHECK(contains(refusal<core::FormatError>(path, map), "give sampling_rate_hz in a map"));
  map.sampling_rate_hz = 1259.259;
  CHECK(io::open_recording(path, map)->info().blocks[0].rate.value() == 1259.259);
  map.sampling_rate_hz = 0.0;
  CHECK(contains(refusal<core::FormatError>(path, map), "psg.toml, sampling_rate_hz"));
}

TEST_CASE("channels of different lengths are refused", "[io][channels][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  {
    const Hdf5Fixture file(path);
    write_channels(file);
    file.dataset("/channels/RAT", H5T_IEEE_F32LE, {4}, {1, 2, 3, 4});
  }
  CHECK(contains(refusal<core::FormatError>(path, map_of_lat()), "found 4 samples"));
}

TEST_CASE("a rate holds for all that is inside its group", "[io][channels]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  {
    const Hdf5Fixture file(path);
    file.dataset("/psg/leg/LAT", H5T_IEEE_F32LE, {3}, {1, 2, 3});
    file.dataset("/psg/leg/RAT", H5T_IEEE_F32LE, {3}, {4, 5, 6});
    file.dataset("/psg/SpO2", H5T_IEEE_F32LE, {1}, {97});
    file.number("/psg", "sample_rate", 256.0);
    file.number("/psg/SpO2", "sample_rate", 1.0);
  }
  io::LayoutMap map;
  map.unit = "uV";
  const auto reader = io::open_recording(path, map);
  const auto& info = reader->info();
  CHECK(info.layout == "channels");
  REQUIRE(info.blocks.size() == 2);
  CHECK(info.blocks[0].rate.value() == 1.0);
  CHECK(info.blocks[1].rate.value() == 256.0);
  CHECK(core::label(info.blocks[1].channels.at(1).role) == "TA.R");
  CHECK(info.blocks[1].channels.at(1).stored_at == "/psg/leg/RAT");
  CHECK(read_all(*reader, 1) == std::vector<double>{1, 2, 3, 4, 5, 6});
}
