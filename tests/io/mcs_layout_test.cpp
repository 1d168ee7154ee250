// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
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

struct InfoRow {
  int row;
  const char* label;
  const char* unit;
  int exponent;
  int zero;
  long long factor;
  long long tick;
};

void write_info(const Hdf5Fixture& file, const std::string& path, std::vector<InfoRow> rows) {
  const hid_t text = H5Tcopy(H5T_C_S1);
  H5Tset_size(text, H5T_VARIABLE);
  const hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(InfoRow));
  H5Tinsert(type, "RowIndex", HOFFSET(InfoRow, row), H5T_NATIVE_INT);
  H5Tinsert(type, "Label", HOFFSET(InfoRow, label), text);
  H5Tinsert(type, "Unit", HOFFSET(InfoRow, unit), text);
  H5Tinsert(type, "Exponent", HOFFSET(InfoRow, exponent), H5T_NATIVE_INT);
  H5Tinsert(type, "ADZero", HOFFSET(InfoRow, zero), H5T_NATIVE_INT);
  H5Tinsert(type, "ConversionFactor", HOFFSET(InfoRow, factor), H5T_NATIVE_LLONG);
  H5Tinsert(type, "Tick", HOFFSET(InfoRow, tick), H5T_NATIVE_LLONG);
  const std::array<hsize_t, 1> extent{rows.size()};
  const hid_t space = H5Screate_simple(1, extent.data(), nullptr);
  const hid_t set =
      H5Dcreate2(file.id(), path.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data());
  H5Dclose(set);
  H5Sclose(space);
  H5Tclose(type);
  H5Tclose(text);
}

void write_mcs(const Hdf5Fixture& file, const std::vector<double>& pieces) {
  const std::string stream = "/Data/Recording_0/AnalogStream/Stream_0";
  file.group(stream);
  file.text("/", "McsHdf5ProtocolType", "RawData");
  file.number("/Data", "DateInTicks", 635'404'978'551'720'981.0);
  file.dataset(stream + "/ChannelData", H5T_STD_I32LE, {2, 3}, {1, 2, 3, 10, 20, 30}, {1, 2});
  file.dataset(stream + "/ChannelDataTimeStamps", H5T_STD_I64LE, {pieces.size() / 3, 3}, pieces);
  write_info(file,
             stream + "/InfoChannel",
             {{1, "L GASTROC MED  ", "V", -9, 0, 1000, 2000}, {0, "E2\r\n", "V", -6, 1, 2, 2000}});
}

}  // namespace

TEST_CASE("Multi Channel Systems rows are channels with their own scale", "[io][mcs]") {
  const TemporaryFolder folder;
  const auto path = folder / "mcs.h5";
  { write_mcs(Hdf5Fixture(path), {500'000, 0, 2}); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "mcs");
  REQUIRE(info.blocks.size() == 1);
  const auto& block = info.blocks[0];
  CHECK(block.rate.value() == 500.0);
  CHECK(block.start.value() == 0.5);
  CHECK(block.sample_count == 3);
  CHECK(core::label(block.channels.at(0).role) == "GM.L");
  CHECK(block.channels.at(1).name == "E2");
  const std::vector<double> expected{10, 20, 30, 0, 2, 4};
  const auto uv = read_all(*reader);
  REQUIRE(uv.size() == expected.size());
  for (std::size_t i = 0; i < uv.size(); ++i)
    CHECK_THAT(uv[i], WithinAbs(expected[i], 1e-12));  // rounding of powers of ten
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time).starts_with("2014-07-09T"));
}

TEST_CASE("the pause between pieces of a Multi Channel Systems stream is a gap",
          "[io][mcs][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "mcs.h5";
  { write_mcs(Hdf5Fixture(path), {3000, 0, 0, 9000, 1, 2}); }  // 6 ms later: 3 samples of 2 ms
  const auto reader = io::open_recording(path, {});
  const auto& block = reader->info().blocks.at(0);
  CHECK(block.start.value() == 0.003);
  REQUIRE(block.sample_count == 5);
  const auto uv = read_all(*reader);
  CHECK_THAT(uv[0], WithinAbs(10.0, 1e-12));
  CHECK(std::isnan(uv[1]));
  CHECK(std::isnan(uv[2]));
  CHECK_THAT(uv[4], WithinAbs(30.0, 1e-12));
  REQUIRE(block.gaps.size() == 1);
  CHECK_THAT(block.gaps[0].start_s, WithinAbs(0.005, 1e-15));
  CHECK(block.gaps[0].duration_s == 0.004);
}

TEST_CASE("Multi Channel Systems pieces that do not fit are refused", "[io][mcs][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "mcs.h5";
  const std::vector<double> pieces = GENERATE(std::vector<double>{0, 0, 0, 9000, 2, 2},
                                              std::vector<double>{0, 0, 1, 1000, 2, 2},
                                              std::vector<double>{9000, 0, 0, 0, 1, 2},
                                              std::vector<double>{0, 0, 1});
  { write_mcs(Hdf5Fixture(path), pieces); }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, "ChannelDataTimeStamps: expected pieces of 3 samples together"));
}
