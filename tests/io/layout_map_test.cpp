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

TEST_CASE("a map changes what it names and nothing else", "[io][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_calfemg(Hdf5Fixture(path)); }
  io::LayoutMap map;
  map.subject_id = "S09";
  map.session_id = "night9";
  map.start_time = "2026-01-01T22:00:00";
  io::ChannelMap entry = map_entry("GL.L", core::Muscle::soleus);
  entry.rename = "SOL.R";
  entry.unit = "mV";
  entry.mvc_uv = 200.0;
  entry.highpass_hz = 10.0;
  entry.lowpass_hz = 450.0;
  map.channels = {entry};
  const auto reader = io::open_recording(path, map);
  const auto& info = reader->info();
  CHECK(info.subject_id == "S09");
  CHECK(info.session_id == "night9");
  CHECK(core::to_iso(*info.start_time) == "2026-01-01T22:00:00");
  const auto& kept = info.blocks[0].channels[0];
  CHECK(kept.name == "GM.L");
  CHECK(kept.role_origin == "file");
  CHECK(kept.unit_origin == "file");
  const auto& changed = info.blocks[0].channels[1];
  CHECK(changed.name == "SOL.R");
  CHECK(core::label(changed.role) == "SOL.R");
  CHECK(changed.role_origin == "map");
  CHECK(changed.unit_origin == "map");
  CHECK(changed.mvc_uv == 200.0);
  CHECK(changed.highpass_hz == 10.0);
  CHECK(changed.lowpass_hz == 450.0);
  CHECK(changed.uv_per_count == 250.0);  // the scale of the file stays: 0.25 mV
  CHECK(changed.uv_offset == 10'000.0);
}

TEST_CASE("a map can speak for words that the file has wrong", "[io][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  ChannelColumns columns;
  columns.muscle = {"gastroc_med", "soleus"};
  columns.unit = {"", "uV"};
  { write_calfemg(Hdf5Fixture(path), columns); }
  io::LayoutMap map;
  map.unit = "mV";
  map.channels = {map_entry("GM.L")};
  const auto reader = io::open_recording(path, map);
  CHECK(core::label(reader->info().blocks[0].channels[0].role) == "GM.R");
  CHECK(reader->info().blocks[0].channels[0].unit == "mV");
  CHECK(reader->info().blocks[0].channels[1].unit == "uV");
}

TEST_CASE("two names can be exchanged by a map", "[io][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_calfemg(Hdf5Fixture(path)); }
  io::LayoutMap map;
  map.channels.resize(2);
  map.channels[0].match = "GM.L";
  map.channels[0].rename = "GL.L";
  map.channels[1].match = "GL.L";
  map.channels[1].rename = "GM.L";
  const auto reader = io::open_recording(path, map);
  CHECK(reader->info().blocks[0].channels[0].name == "GL.L");
  CHECK(reader->info().blocks[0].channels[1].name == "GM.L");
}

TEST_CASE("a map that cannot be meant is refused", "[io][map][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_calfemg(Hdf5Fixture(path)); }
  io::LayoutMap map;
  map.path = "my_map.toml";
  std::string expected;
  SECTION("a channel that is not there") {
    map.channels = {map_entry("GM.K")};
    expected = "[[channel]] match = \"GM.K\": expected a channel of";
  }
  SECTION("with a suggestion and the list") {
    map.channels = {map_entry("GM.LL")};
    expected = "did you mean \"GM.L\"? the channels are GM.L, GL.L";
  }
  SECTION("one channel twice") {
    map.channels = {map_entry("GM.L"), map_entry("/signals/emg/samples[:,0]")};
    expected = "one entry for each channel";
  }
  SECTION("an unknown unit") {
    map.channels = {map_entry("GM.L")};
    map.channels[0].unit = "volts";
    expected = "a unit of uV, mV or V, found \"volts\"";
  }
  SECTION("an unknown default unit") {
    map.unit = "mv";
    expected = "my_map.toml, unit";
  }
  SECTION("a start that is no time") {
    map.start_time = "22:00";
    expected = "my_map.toml, start_time";
  }
  SECTION("an unknown layout") {
    map.layout = "opensignal";
    expected = "found \"opensignal\"; did you mean \"opensignals\"?";
  }
  SECTION("another layout than the file has") {
    map.layout = "opensignals";
    expected = "a group for each device";
  }
  SECTION("another rate than the file has") {
    map.sampling_rate_hz = 2000.0;
    expected = "2000 Hz, as the map says, found 1000 Hz";
  }
  SECTION("a rename to a name that exists") {
    map.channels.resize(1);
    map.channels[0].match = "GM.L";
    map.channels[0].rename = "GL.L";
    expected = "\"GL.L\" twice";
  }
  SECTION("two channels with one role") {
    map.channels = {map_entry("GM.L"), map_entry("GL.L")};
    expected = "one channel for each leg, muscle and site";
  }
  SECTION("a scale of 0") {
    map.channels = {map_entry("GM.L")};
    map.channels[0].scale = 0.0;
    expected = "a scale that is a number other than 0";
  }
  SECTION("a negative mvc") {
    map.channels = {map_entry("GM.L")};
    map.channels[0].mvc_uv = -1.0;
    expected = "an mvc_uv above 0";
  }
  const std::string text = refusal<core::FormatError>(path, map);
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("a file of an unknown layout says what it holds", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "other.h5";
  {
    const Hdf5Fixture file(path);
    file.numbers("/acquisition/data", {1, 2});
    file.numbers("/general/x", {1});
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, "calfemg, opensignals, channels"));
  CHECK(contains(text, "acquisition, general"));
}

TEST_CASE("the layout is found from the content, not from the name", "[io][map]") {
  const TemporaryFolder folder;
  { write_calfemg(Hdf5Fixture(folder / "opensignals_channels.txt")); }
  CHECK(io::open_recording(folder / "opensignals_channels.txt", {})->info().layout == "calfemg");
  CHECK(io::layout_names().front() == "calfemg");
}
