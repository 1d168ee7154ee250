// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
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

io::LayoutMap matrix_map(const std::string& samples) {
  io::LayoutMap map;
  map.path = "matrix.toml";
  map.layout = "matrix";
  map.samples = {samples};
  map.orientation = io::Orientation::channel_first;
  map.sampling_rate_hz = 1000.0;
  map.unit = "mV";
  return map;
}

// Two channels of three samples, as MATLAB and Octave lay them.
void write_matrix(const std::filesystem::path& path) {
  const Hdf5Fixture file(path);
  file.dataset("/emg/value", H5T_STD_I16BE, {2, 3}, {1, 2, 3, 4, 5, 6}, {1, 2});
  file.dataset("/line", H5T_IEEE_F64LE, {3}, {7, 8, 9});
}

}  // namespace

TEST_CASE("a matrix is read the way round that the map says", "[io][matrix]") {
  const TemporaryFolder folder;
  const auto path = folder / "octave.h5";
  write_matrix(path);
  auto map = matrix_map("/emg/value");
  {
    const auto reader = io::open_recording(path, map);
    const auto& block = reader->info().blocks.at(0);
    CHECK(block.sample_count == 3);
    CHECK(block.channels.at(1).name == "value[1]");
    CHECK(block.channels.at(1).stored_at == "/emg/value[1,:]");
    CHECK(read_all(*reader) == std::vector<double>{1e3, 2e3, 3e3, 4e3, 5e3, 6e3});
  }
  map.orientation = io::Orientation::time_first;
  const auto reader = io::open_recording(path, map);
  CHECK(read_all(*reader) == std::vector<double>{1e3, 4e3, 2e3, 5e3, 3e3, 6e3});
}

TEST_CASE("a matrix of one dimension needs no orientation", "[io][matrix]") {
  const TemporaryFolder folder;
  const auto path = folder / "line.h5";
  write_matrix(path);
  auto map = matrix_map("line");
  map.orientation.reset();
  const auto reader = io::open_recording(path, map);
  CHECK(reader->info().blocks.at(0).channels.at(0).name == "line");
  CHECK(read_all(*reader) == std::vector<double>{7e3, 8e3, 9e3});
}

TEST_CASE("a matrix is refused until the map says everything", "[io][matrix][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "octave.h5";
  write_matrix(path);
  auto map = matrix_map("/emg/value");
  std::string expected;
  SECTION("another layout") {
    map.layout = "mcs";
    expected = "samples: expected it only for the layouts matrix and matlab73";
  }
  SECTION("its place") {
    map.samples.clear();
    expected = "matrix.toml, samples: expected the path of a data set";
  }
  SECTION("a place that exists") {
    map.samples = {"/emg/values"};
    expected = "/emg/values: expected the data set that the map calls `samples`, found none";
  }
  SECTION("a data set") {
    map.samples = {"/emg"};
    expected = "/emg: expected the data set that the map calls `samples`, found a group";
  }
  SECTION("its orientation") {
    map.orientation.reset();
    expected = "or \"channel_first\" for 3 samples of 2 (MATLAB, Octave)";
  }
  SECTION("its rate") {
    map.sampling_rate_hz.reset();
    expected = "give sampling_rate_hz in a map";
  }
  SECTION("its unit") {
    map.unit.reset();
    expected = "expected a unit of uV, mV or V";
  }
  const std::string text = refusal<core::FormatError>(path, map);
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("MATLAB, Octave and pandas files hold the same samples", "[io][matrix][real]") {
  const auto data = std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/written";
  if (!std::filesystem::exists(data)) {
    WARN("skipped: no " << data);
    return;
  }
  auto map = matrix_map("/emg");
  const auto matlab = io::open_recording(data / "synergies_hdf5storage_v73.mat", map);
  map.samples = {"/emg/value"};
  const auto octave = io::open_recording(data / "synergies_octave_hdf5.h5", map);
  map.samples = {"/data/block0_values"};
  map.orientation = io::Orientation::time_first;
  const auto pandas = io::open_recording(data / "synergies_pandas_fixed_zlib.h5", map);
  const auto expected = read_all(*matlab);
  CHECK(expected.size() == 4UL * 7618);
  CHECK(read_all(*octave) == expected);
  CHECK(read_all(*pandas) == expected);
}
