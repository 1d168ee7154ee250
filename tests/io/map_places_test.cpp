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

// Two data sets of one length, and everything about them elsewhere in the file.
void write_places(const Hdf5Fixture& file) {
  file.dataset("/left/emg", H5T_STD_I16BE, {2, 4}, {1, 2, -32768, 4, 10, 20, 30, 40});
  file.dataset("/right", H5T_IEEE_F32LE, {4}, {5, 6, 7, -32768});
  file.number("/left", "fs", 250.0);
  file.texts("/labels", {"GM.L", "GL.L", "SOL.R"});
  file.texts("/unit", {"millivolts"});
  file.number("/", "begin", 1'774'735'805.5);
  file.dataset("/scoring", H5T_STD_I8LE, {3}, {5, 0, 2});
  file.numbers("/events/at", {7.5, 1.0});
  file.numbers("/events/lasts", {0.5, 2.0});
  file.texts("/events/what", {"button", "cramp"});
}

io::LayoutMap places_map() {
  io::LayoutMap map;
  map.path = "map.toml";
  map.samples = {"/left/emg", "/right"};
  map.orientation = io::Orientation::channel_first;
  map.sampling_rate_from = "/left@fs";
  map.names_from = "/labels";
  map.unit_from = "/unit";
  map.start_time_from = "/@begin";
  map.fill = -32768.0;
  return map;
}

io::LayoutMap with_hypnogram(io::LayoutMap map) {
  io::HypnogramMap hypnogram;
  hypnogram.stages = "/scoring";
  hypnogram.epoch_s = 20.0;
  hypnogram.start_s = 4.0;
  hypnogram.codes = {
      {"0", core::SleepStage::wake}, {"2", core::SleepStage::n2}, {"5", core::SleepStage::rem}};
  map.hypnogram = hypnogram;
  return map;
}

}  // namespace

TEST_CASE("a map finds rate, names, unit, start and samples in the file", "[io][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { write_places(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, places_map());
  const auto& info = reader->info();
  CHECK(info.layout == "matrix");
  const auto& block = info.blocks.at(0);
  CHECK(block.rate.value() == 250.0);
  REQUIRE(block.channels.size() == 3);
  CHECK(core::label(block.channels[1].role) == "GL.L");
  CHECK(block.channels[2].stored_at == "/right");
  CHECK(block.channels[2].unit == "mV");
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T22:10:05.500000+00:00");
}

TEST_CASE("the number that stands for no data is read as a gap", "[io][map][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { write_places(Hdf5Fixture(path)); }
  auto map = places_map();
  const auto with_fill = read_all(*io::open_recording(path, map));
  CHECK(std::isnan(with_fill[2]));
  CHECK(std::isnan(with_fill[11]));
  CHECK(with_fill[3] == 4e3);
  map.fill.reset();
  CHECK(read_all(*io::open_recording(path, map))[2] == -32768e3);
  io::ChannelMap entry;
  entry.match = "SOL.R";
  entry.fill = 6.0;
  map.channels = {entry};
  const auto of_channel = read_all(*io::open_recording(path, map));
  CHECK(of_channel[2] == -32768e3);
  CHECK(std::isnan(of_channel[9]));
}

TEST_CASE("a fill that a float cannot hold exactly is still found", "[io][map][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { Hdf5Fixture(path).dataset("/emg", H5T_IEEE_F32LE, {3}, {1.0, -9999.9, 2.0}); }
  io::LayoutMap map;
  map.samples = {"/emg"};
  map.sampling_rate_hz = 1000.0;
  map.unit = "uV";
  map.fill = -9999.9;
  CHECK(std::isnan(read_all(*io::open_recording(path, map))[1]));
}

TEST_CASE("a map finds hypnogram and annotations in the file", "[io][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { write_places(Hdf5Fixture(path)); }
  auto map = with_hypnogram(places_map());
  map.annotations = io::AnnotationsMap{"/events/at", "/events/lasts", "/events/what"};
  const auto reader = io::open_recording(path, map);
  const auto& info = reader->info();
  REQUIRE(info.hypnogram);
  CHECK(info.hypnogram->epoch_s == 20.0);
  CHECK(info.hypnogram->at(5.0) == core::SleepStage::rem);
  CHECK(info.hypnogram->at(25.0) == core::SleepStage::wake);
  REQUIRE(info.annotations.size() == 2);
  CHECK(info.annotations[0].label == "cramp");
  CHECK(info.annotations[1].onset_s == 7.5);
  CHECK(info.annotations[1].duration_s == 0.5);
}

TEST_CASE("two monopolar channels make a bipolar one", "[io][map][derive]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { write_places(Hdf5Fixture(path)); }
  auto map = places_map();
  map.derivations = {{"TA.L", "GL.L", "GM.L"}};
  io::ChannelMap entry;
  entry.match = "GM.L";
  entry.unit = "uV";
  entry.scale = 2.0;
  map.channels = {entry};
  const auto reader = io::open_recording(path, map);
  const auto& channels = reader->info().blocks.at(0).channels;
  REQUIRE(channels.size() == 4);
  CHECK(core::label(channels[3].role) == "TA.L");
  CHECK(channels[3].stored_at == "/left/emg[1,:] - /left/emg[0,:]");
  CHECK_FALSE(channels[0].role.is_emg());  // a part of a difference gets no role from its name
  // mV minus uV with a scale: each in microvolts of its own
  const std::vector<std::size_t> wanted{3};
  std::vector<double> difference(4);
  reader->read_uv(0, 0, 4, wanted, difference);
  CHECK(difference[0] == 10e3 - 2.0);
  CHECK(difference[1] == 20e3 - 4.0);
  CHECK(std::isnan(difference[2]));
  CHECK(difference[3] == 40e3 - 8.0);
  // the same in pieces
  std::vector<double> last(2);
  reader->read_uv(0, 2, 2, wanted, last);
  CHECK(last[1] == difference[3]);
}

TEST_CASE("rules for files replace what the map says", "[io][map]") {
  io::LayoutMap map;
  map.path = "/archive/map.toml";
  map.unit = "mV";
  map.sampling_rate_hz = 500.0;
  map.channels = {map_entry("CH1"), map_entry("CH2", core::Muscle::soleus)};
  io::FileRule by_name{"S01_*.h5", {}};
  by_name.map.sampling_rate_hz = 1000.0;
  io::FileRule by_path{"night2/*", {}};
  by_path.map.unit = "V";
  by_path.map.channels = {map_entry("CH2", core::Muscle::tibialis_anterior)};
  map.files = {by_name, by_path};

  const auto other = io::map_for_file(map, "/archive/night1/S02_a.h5");
  CHECK(other.sampling_rate_hz == 500.0);
  const auto both = io::map_for_file(map, "/archive/night2/S01_a.h5");
  CHECK(both.sampling_rate_hz == 1000.0);
  CHECK(both.unit == "V");
  REQUIRE(both.channels.size() == 2);
  CHECK(both.channels[1].match == "CH2");
  CHECK(both.channels[1].role->muscle == core::Muscle::tibialis_anterior);
}

TEST_CASE("a map that does not fit the file is refused", "[io][map][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "lab.h5";
  { write_places(Hdf5Fixture(path)); }
  auto map = places_map();
  std::string expected;
  SECTION("no names there") {
    map.names_from = "/nowhere";
    expected = "map.toml, names_from: expected names at /nowhere, found none";
  }
  SECTION("too few names") {
    map.names_from.reset();
    map.names = {"GM.L"};
    expected = "names: expected 3 names, one for each channel of /left/emg, /right, found 1";
  }
  SECTION("no rate there") {
    map.sampling_rate_from = "/left@sr";
    expected = "sampling_rate_from: expected one number at /left@sr, found none";
  }
  SECTION("another rate") {
    map.sampling_rate_hz = 500.0;
    expected = "expected 500 Hz, as the map says, found 250 Hz";
  }
  SECTION("a start that is none") {
    map.start_time_from = "/labels";
    expected = "start_time_from: expected a time in ISO 8601";
  }
  SECTION("a stage without a meaning") {
    map = with_hypnogram(map);
    map.hypnogram->codes.erase("2");
    expected =
        "hypnogram.codes: expected a meaning for every stage at /scoring, found none for "
        "\"2\"";
  }
  SECTION("labels of another number") {
    map.annotations = io::AnnotationsMap{"/events/at", "", "/labels"};
    expected = "annotations: expected 2 labels and durations";
  }
  SECTION("a derivation of one channel") {
    map.derivations = {{"X", "GM.L", "GM.L"}};
    expected = "found one channel twice";
  }
  SECTION("a derivation of a channel that is not there") {
    map.derivations = {{"X", "GM.L", "GM.R"}};
    expected = "match = \"GM.R\": expected a channel";
  }
  SECTION("a scale for a difference") {
    map.derivations = {{"X", "GM.L", "GL.L"}};
    io::ChannelMap entry = map_entry("X");
    entry.scale = 2.0;
    map.channels = {entry};
    expected = "unit, scale, offset and fill at the two channels of a derivation";
  }
  SECTION("a scale without a unit to go with") {
    write_calfemg(Hdf5Fixture(path));
    map = {};
    map.path = "map.toml";
    map.scale = 2.0;
    expected = "map.toml, scale: expected a unit beside it";
  }
  SECTION("a scale that no channel takes") {
    write_calfemg(Hdf5Fixture(path));
    map = {};
    map.scale = 2.0;
    map.unit = "uV";
    expected = "scale: expected a channel without a unit in the file, found none";
  }
  SECTION("a data set of another length") {
    map.samples = {"/left/emg", "/scoring"};
    expected = "/scoring: expected 4 samples, as in /left/emg, found 3 samples";
  }
  const std::string text = refusal<core::FormatError>(path, map);
  CAPTURE(text);
  CHECK(contains(text, expected));
}
