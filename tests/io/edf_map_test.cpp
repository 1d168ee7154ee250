// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/edf_bytes.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// Two monopolar electrodes in millivolts, 4 samples a second, two records.
EdfTestFile electrodes() {
  EdfTestFile file = counting_file(2);
  file.signals[0].label = "E1";
  file.signals[0].unit = "mV";
  file.signals[0].values = {5, 6, -32768, 8, 9, 10, 11, 12};
  file.signals.push_back(file.signals[0]);
  file.signals[1].label = "E2";
  file.signals[1].values = {1, 1, 1, 1, 2, 2, 2, -32768};
  return file;
}

std::filesystem::path written(const TemporaryFolder& folder,
                              const EdfTestFile& file,
                              const std::string& name = "night.edf") {
  write_bytes(folder / name, file.bytes());
  return folder / name;
}

}  // namespace

TEST_CASE("a map makes a bipolar channel of two signals of an EDF file", "[io][edf][map][derive]") {
  const TemporaryFolder folder;
  const auto path = written(folder, electrodes());
  io::LayoutMap map;
  map.fill = -32768.0;
  map.derivations = {{"GM.R", "E1", "E2"}};
  const auto reader = io::open_recording(path, map);
  const auto& channels = reader->info().blocks.at(0).channels;
  REQUIRE(channels.size() == 3);
  CHECK(core::label(channels[2].role) == "GM.R");
  CHECK(channels[2].stored_at == "signal 1 - signal 2");
  const std::vector<std::size_t> wanted{2};
  std::vector<double> uv(8);
  reader->read_uv(0, 0, 8, wanted, uv);
  const std::vector<double> expected{4e3, 5e3, core::kMissing, 7e3, 7e3, 8e3, 9e3, core::kMissing};
  for (std::size_t i = 0; i < uv.size(); ++i) {
    CAPTURE(i);
    CHECK(std::isnan(uv[i]) == std::isnan(expected[i]));
    if (!std::isnan(expected[i])) CHECK(uv[i] == expected[i]);
  }
  // over the border of the records
  std::vector<double> middle(3);
  reader->read_uv(0, 3, 3, wanted, middle);
  CHECK(middle == std::vector<double>{7e3, 7e3, 8e3});
}

TEST_CASE("a rule for some files changes what the map says of an EDF file", "[io][edf][map]") {
  const TemporaryFolder folder;
  const EdfTestFile file = electrodes();
  io::LayoutMap map;
  map.path = (folder / "map.toml").string();
  map.channels = {map_entry("E1")};
  io::FileRule rule{"left_*.edf", {}};
  rule.map.channels = {map_entry("E1", core::Muscle::soleus)};
  rule.map.channels[0].scale = 2.0;
  rule.map.channels[0].unit = "uV";
  rule.map.start_time = "2026-10-25T02:30:00+02:00";
  map.files = {rule};

  const auto right = io::open_recording(written(folder, file, "right_1.edf"), map);
  CHECK(right->info().blocks[0].channels[0].role.muscle == core::Muscle::gastrocnemius_medialis);
  CHECK(read_all(*right).at(0) == 5e3);
  const auto left = io::open_recording(written(folder, file, "left_1.edf"), map);
  CHECK(left->info().blocks[0].channels[0].role.muscle == core::Muscle::soleus);
  CHECK(read_all(*left).at(0) == 10.0);
  REQUIRE(left->info().start_time);
  CHECK(core::to_iso(*left->info().start_time) == "2026-10-25T02:30:00+02:00");
}

TEST_CASE("a map cannot say of an EDF file what the file says or has no place for",
          "[io][edf][map][errors]") {
  const TemporaryFolder folder;
  const auto path = written(folder, electrodes());
  io::LayoutMap map;
  map.path = "map.toml";
  map.channels = {map_entry("E1")};
  std::string expected;
  SECTION("another rate") {
    map.sampling_rate_hz = 1000.0;
    expected =
        "expected 1000 Hz, as the map says, found 4 Hz; take sampling_rate_hz out of the map";
  }
  SECTION("samples") {
    map.samples = {"/emg"};
    expected =
        "map.toml, samples: expected it only for the layouts matrix and matlab73, found the "
        "layout edf";
  }
  SECTION("orientation") {
    map.orientation = io::Orientation::time_first;
    expected = "map.toml, orientation: expected it only for the layouts matrix and matlab73";
  }
  SECTION("start") {
    map.start_time_from = "/@start";
    expected =
        "start_time_from: expected it only for HDF5 files, found an EDF file; give start_time";
  }
  SECTION("stages") {
    map.hypnogram = io::HypnogramMap{"/stages", 30.0, 0.0, {}};
    expected =
        "hypnogram: expected it only for HDF5 files, found an EDF file; give the stages with "
        "--hypnogram FILE";
  }
  SECTION("annotations") {
    map.annotations = io::AnnotationsMap{"/onset", "", "/label"};
    expected = "give them with --annotations FILE";
  }
  SECTION("a channel that is not there") {
    map.channels = {map_entry("E7")};
    expected = "E7";
  }
  const std::string found = refusal<core::FormatError>(path, map);
  CAPTURE(found);
  CHECK(contains(found, expected));
}

TEST_CASE("the rate of a map may be that of the EDF file", "[io][edf][map]") {
  const TemporaryFolder folder;
  io::LayoutMap map;
  map.sampling_rate_hz = 4.0;
  map.channels = {map_entry("E1")};
  CHECK(refusal<core::FormatError>(written(folder, electrodes()), map) == "no error");
}
