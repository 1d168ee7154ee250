// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstddef>
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

constexpr long long kStartNs = 1'774'735'805'250'000'000;
constexpr long long kStepNs = 1'000'000;

// Times as pandas stores them: more digits than a double has.
void write_times(const Hdf5Fixture& file, const std::array<long long, 4>& times) {
  const hsize_t count = times.size();
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  const hid_t data = H5Dcreate2(
      file.id(), "/data/axis1", H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  H5Dwrite(data, H5T_NATIVE_LLONG, H5S_ALL, H5S_ALL, H5P_DEFAULT, times.data());
  H5Dclose(data);
  H5Sclose(space);
}

io::LayoutMap in_millivolts() {
  io::LayoutMap map;
  map.unit = "mV";
  return map;
}

// 1000 Hz; `skip` milliseconds are left out before the third row.
void write_fixed(const Hdf5Fixture& file, long long skip, const std::string& kind = "datetime64") {
  file.group("/data");
  file.text("/data", "pandas_type", "frame");
  file.texts("/data/axis0", {"GM.L", "GL.L"});
  file.texts("/data/block0_items", {"GM.L", "GL.L"});
  file.dataset("/data/block0_values", H5T_IEEE_F64LE, {4, 2}, {1, 10, 2, 20, 3, 30, 4, 40});
  const long long third = kStartNs + (2 + skip) * kStepNs;
  write_times(file, {kStartNs, kStartNs + kStepNs, third, third + kStepNs});
  file.text("/data/axis1", "kind", kind);
}

struct Row {
  long long index;
  std::array<double, 2> values;
  double lone;
};

// The same, as a table: an array of two columns and a column of its own.
void write_table(const Hdf5Fixture& file) {
  file.group("/data");
  file.text("/data", "pandas_type", "frame_table");
  const std::array<Row, 3> rows{{{0, {1, 10}, 5}, {500'000, {2, 20}, 6}, {1'000'000, {3, 30}, 7}}};
  const hsize_t two = 2;
  const hsize_t count = rows.size();
  const hid_t array = H5Tarray_create2(H5T_NATIVE_DOUBLE, 1, &two);
  const hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(Row));
  H5Tinsert(type, "index", HOFFSET(Row, index), H5T_NATIVE_LLONG);
  H5Tinsert(type, "values_block_0", HOFFSET(Row, values), array);
  H5Tinsert(type, "TA.L", HOFFSET(Row, lone), H5T_NATIVE_DOUBLE);
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  const hid_t data =
      H5Dcreate2(file.id(), "/data/table", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data());
  H5Dclose(data);
  H5Sclose(space);
  H5Tclose(type);
  H5Tclose(array);
  file.text("/data/table", "index_kind", "datetime64");
  file.text("/data/table", "values_block_0_kind", "(lp0\nVGM.L\np1\naVGL.L\np2\na.");
}

}  // namespace

TEST_CASE("a fixed frame takes rate and start from its times", "[io][pandas]") {
  const TemporaryFolder folder;
  const auto path = folder / "frame.h5";
  { write_fixed(Hdf5Fixture(path), 0); }
  const auto reader = io::open_recording(path, in_millivolts());
  const auto& info = reader->info();
  CHECK(info.layout == "pandas");
  const auto& block = info.blocks.at(0);
  CHECK(block.rate.value() == 1000.0);  // without rounding
  CHECK(core::label(block.channels.at(0).role) == "GM.L");
  CHECK(block.channels.at(1).stored_at == "/data/block0_values[:,1]");
  CHECK(read_all(*reader) == std::vector<double>{1e3, 2e3, 3e3, 4e3, 1e4, 2e4, 3e4, 4e4});
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T22:10:05.250000");  // local, no zone
}

TEST_CASE("a hole in the times of a frame is a gap", "[io][pandas][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "frame.h5";
  { write_fixed(Hdf5Fixture(path), 3'600'000); }
  const auto reader = io::open_recording(path, in_millivolts());
  const auto& block = reader->info().blocks.at(0);
  CHECK(block.rate.value() == 1000.0);
  REQUIRE(block.sample_count == 3'600'004);
  const auto samples = read_all(*reader);
  CHECK(samples[1] == 2e3);
  CHECK(std::isnan(samples[2]));
  CHECK(std::isnan(samples[3'600'001]));
  CHECK(samples[3'600'002] == 3e3);
  CHECK(samples.back() == 4e4);
  CHECK(block.gaps.at(0).duration_s == 3600.0);
}

TEST_CASE("columns of a table are fields and parts of fields", "[io][pandas]") {
  const TemporaryFolder folder;
  const auto path = folder / "frame.h5";
  { write_table(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, in_millivolts());
  const auto& block = reader->info().blocks.at(0);
  CHECK(block.rate.value() == 2000.0);
  REQUIRE(block.channels.size() == 3);
  CHECK(block.channels[0].name == "GM.L");
  CHECK(block.channels[1].stored_at == "/data/table[values_block_0][:,1]");
  CHECK(block.channels[2].name == "TA.L");
  CHECK(read_all(*reader) == std::vector<double>{1e3, 2e3, 3e3, 1e4, 2e4, 3e4, 5e3, 6e3, 7e3});
}

TEST_CASE("a frame that leaves something open is refused", "[io][pandas][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "frame.h5";
  io::LayoutMap map = in_millivolts();
  std::string expected;
  {
    const Hdf5Fixture file(path);
    SECTION("an index that is no time") {
      write_fixed(file, 0, "integer");
      expected = "give sampling_rate_hz in a map";
    }
    SECTION("no unit") {
      write_fixed(file, 0);
      map.unit.reset();
      expected = "expected a unit of uV, mV or V for the channel \"GM.L\"";
    }
    SECTION("times that go back") {
      write_fixed(file, -1);
      expected = "/data/axis1: expected times that increase";
    }
  }
  const std::string text = refusal<core::FormatError>(path, map);
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("real frames hold the samples of the same recording", "[io][pandas][real]") {
  const auto data = std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/written";
  if (!std::filesystem::exists(data)) {
    WARN("skipped: no " << data);
    return;
  }
  const auto fixed = io::open_recording(data / "synergies_pandas_fixed_zlib.h5", in_millivolts());
  auto map = in_millivolts();
  map.sampling_rate_hz = 1000.0;
  const auto table = io::open_recording(data / "synergies_pandas_table_nocomp.h5", map);
  for (const auto* reader : {&fixed, &table}) {
    const auto& block = (*reader)->info().blocks.at(0);
    CHECK(block.rate.value() == 1000.0);
    REQUIRE(block.channels.size() == 4);
    CHECK(block.channels[1].name == "GL");
  }
  CHECK(read_all(*fixed) == read_all(*table));
}
