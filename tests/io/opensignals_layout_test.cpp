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

struct Device {
  std::string address;
  int rate_hz = 1000;
  std::string time = "17:7:28.685";
  std::vector<int> channels{1};
  std::vector<int> bits{16};
};

void write_device(const Hdf5Fixture& file, const Device& device) {
  const std::string group = "/" + device.address;
  file.group(group + "/raw");
  file.integers(group, "sampling rate", {device.rate_hz});
  file.integers(group, "resolution", device.bits);
  file.integers(group, "channels", device.channels);
  file.text(group, "date", "2019-10-5");
  file.text(group, "time", device.time);
  file.text(group, "firmware version", "773");
}

void write_channel(const Hdf5Fixture& file,
                   const std::string& path,
                   const std::string& sensor,
                   const std::vector<double>& counts) {
  file.dataset(path, H5T_STD_U16LE, {counts.size(), 1}, counts, {2, 1});
  file.text(path, "label", "CH" + path.substr(path.rfind('_') + 1));
  file.text(path, "sensor", sensor);
}

}  // namespace

TEST_CASE("two devices of different rate and resolution become two blocks", "[io][opensignals]") {
  const TemporaryFolder folder;
  const auto path = folder / "plux.h5";
  {
    const Hdf5Fixture file(path);
    write_device(file, {"00:07:80:AA:AA:01", 1000, "17:7:28.685", {2, 10}, {16, 12}});
    write_channel(file, "/00:07:80:AA:AA:01/raw/channel_2", "EMG", {0, 32'768, 65'535});
    write_channel(file, "/00:07:80:AA:AA:01/raw/channel_10", "EMG", {0, 2048, 4095});
    file.dataset("/00:07:80:AA:AA:01/raw/nSeq", H5T_STD_U16LE, {3, 1}, {1, 2, 3});
    file.dataset("/00:07:80:AA:AA:01/digital/digital_1", H5T_STD_U16LE, {3, 1}, {0, 0, 0});
    file.dataset("/00:07:80:AA:AA:01/support/level_10/channel_2/Mx", H5T_STD_U16LE, {1, 1}, {9});
    write_device(file, {"00:07:80:AA:AA:02", 10, "17:7:30.185", {1}, {8}});
    write_channel(file, "/00:07:80:AA:AA:02/raw/channel_1", "EMG", {0, 128});
  }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "opensignals");
  REQUIRE(info.blocks.size() == 2);
  CHECK(info.blocks[0].name == "00:07:80:AA:AA:01");
  REQUIRE(info.blocks[0].channels.size() == 2);
  CHECK(info.blocks[0].channels[0].name == "CH2");  // by number: 2 comes before 10
  CHECK(info.blocks[0].channels[1].stored_at == "/00:07:80:AA:AA:01/raw/channel_10");
  CHECK(info.blocks[1].rate.value() == 10.0);
  CHECK(core::to_iso(*info.start_time) == "2019-10-05T17:07:28.685000");
  CHECK_FALSE(info.start_time->utc_offset_minutes);
  CHECK(info.blocks[0].start.value() == 0.0);
  CHECK(info.blocks[1].start.value() == 1.5);
  CHECK(info.blocks[0].channels[0].unit == "uV");
  CHECK(contains(info.blocks[0].channels[0].unit_origin, "transfer function"));
  CHECK(info.notes.size() == 1);  // nSeq

  // (ADC / 2^n - 1/2) * 3 V / 1000, by hand; exact in binary but for the full scale of 3000 uV
  const auto uv = read_all(*reader, 0);
  const std::vector<double> expected{
      -1500.0, 0.0, 1500.0 - 3000.0 / 65'536.0, -1500.0, 0.0, 1500.0 - 3000.0 / 4096.0};
  constexpr double kRoundoff = 1e-12;  // a few roundings of 1500 uV
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK_THAT(uv[i], WithinAbs(expected[i], kRoundoff));
  CHECK(read_all(*reader, 1) == std::vector<double>{-1500.0, 0.0});
}

TEST_CASE("midnight may lie between the starts of two devices", "[io][opensignals][time]") {
  const TemporaryFolder folder;
  const auto path = folder / "plux.h5";
  {
    const Hdf5Fixture file(path);
    write_device(file, {"00:07:80:AA:AA:01", 1000, "0:0:1.25", {1}, {16}});
    write_channel(file, "/00:07:80:AA:AA:01/raw/channel_1", "EMG", {0, 1});
    file.text("/00:07:80:AA:AA:01", "date", "2019-10-6");
    write_device(file, {"00:07:80:AA:AA:02", 1000, "23:59:59.5", {1}, {16}});
    write_channel(file, "/00:07:80:AA:AA:02/raw/channel_1", "EMG", {0, 1});
  }
  const auto reader = io::open_recording(path, {});
  CHECK(reader->info().blocks.at(0).start.value() == 1.75);
  CHECK(reader->info().blocks.at(1).start.value() == 0.0);
  CHECK(core::to_iso(*reader->info().start_time) == "2019-10-05T23:59:59.500000");
}

TEST_CASE("roles of an OpenSignals file come from the map", "[io][opensignals][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "plux.h5";
  {
    const Hdf5Fixture file(path);
    write_device(file, {"00:07:80:AA:AA:01", 1000, "17:7:28.685", {1, 2}, {16, 16}});
    write_channel(file, "/00:07:80:AA:AA:01/raw/channel_1", "EMG", {0, 1});
    write_channel(file, "/00:07:80:AA:AA:01/raw/channel_2", "ECG", {5, 6});
  }
  SECTION("without one it opens but is not analysable") {
    CHECK_NOTHROW(io::open_recording(path, {}));
    const std::string text = refusal<core::FormatError>(path);
    CAPTURE(text);
    CHECK(contains(text, "match = \"CH1\""));
    CHECK(contains(text, "2 channel(s) without one (CH1, CH2)"));
  }
  SECTION("with one it is") {
    io::LayoutMap map;
    map.channels = {map_entry("/00:07:80:AA:AA:01/raw/channel_1")};
    const auto reader = io::open_recording(path, map);
    CHECK_NOTHROW(io::require_analysable(reader->info()));
    CHECK(reader->info().blocks[0].channels[0].role_origin == "map");
    CHECK(read_all(*reader)[2] == 5.0);  // ECG has no transfer function here: its counts
  }
  SECTION("a sensor without a transfer function needs a unit to be EMG") {
    io::LayoutMap map;
    map.channels = {map_entry("CH2")};
    CHECK(contains(refusal<core::FormatError>(path, map), "a unit of uV, mV or V"));
  }
  SECTION("a unit alone must not half replace the transfer function") {
    io::LayoutMap map;
    map.channels = {map_entry("CH1")};
    map.channels[0].unit = "mV";
    CHECK(contains(refusal<core::FormatError>(path, map), "scale and offset beside the unit"));
    map.channels[0].unit = "uV";
    CHECK(read_all(*io::open_recording(path, map))[0] == -1500.0);
  }
  SECTION("unit, scale and offset replace it as a whole") {
    io::LayoutMap map;
    map.channels = {map_entry("CH1")};
    map.channels[0].unit = "mV";
    map.channels[0].scale = 0.5;
    CHECK(read_all(*io::open_recording(path, map)) == std::vector<double>{0.0, 500.0, 5.0, 6.0});
  }
}

TEST_CASE("one label on two devices is told apart by the device", "[io][opensignals]") {
  const TemporaryFolder folder;
  const auto path = folder / "plux.h5";
  {
    const Hdf5Fixture file(path);
    for (const std::string address : {"AA:01", "AA:02"}) {
      write_device(file, {address});
      write_channel(file, "/" + address + "/raw/channel_1", "EMG", {1, 2});
    }
  }
  const auto reader = io::open_recording(path, {});
  CHECK(reader->info().blocks[0].channels[0].name == "AA:01/CH1");
  CHECK(reader->info().blocks[1].channels[0].name == "AA:02/CH1");
}

TEST_CASE("an OpenSignals file that is not right is refused", "[io][opensignals][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "plux.h5";
  std::string expected;
  {
    const Hdf5Fixture file(path);
    Device device{"AA:01"};
    SECTION("rate 0") {
      device.rate_hz = 0;
      expected = "/AA:01/sampling rate: expected a sampling rate above 0 Hz, found 0";
    }
    SECTION("impossible resolution") {
      device.bits = {64};
      expected = "found 64";
    }
    SECTION("no resolution for this channel") {
      device.channels = {3};
      expected = "the resolution in bits of /AA:01/raw/channel_1";
    }
    SECTION("channels of different lengths") {
      device.channels = {1, 2};
      device.bits = {16, 16};
      write_device(file, device);
      write_channel(file, "/AA:01/raw/channel_2", "EMG", {1, 2, 3});
      expected = "expected 2 samples, as in /AA:01/raw/channel_1, found 3 samples";
    }
    if (!H5Lexists(file.id(), "AA:01", H5P_DEFAULT)) write_device(file, device);
    write_channel(file, "/AA:01/raw/channel_1", "EMG", {1, 2});
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}
