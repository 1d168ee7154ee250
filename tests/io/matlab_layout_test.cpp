// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <filesystem>
#include <fstream>
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

void matlab_class(const Hdf5Fixture& file, const std::string& path, const std::string& name) {
  file.text(path, "MATLAB_class", name);
}

void write_text(const Hdf5Fixture& file, const std::string& path, const std::u16string& text) {
  std::vector<double> codes(text.begin(), text.end());
  file.dataset(path, H5T_STD_U16LE, {text.size(), 1}, codes);
  matlab_class(file, path, "char");
}

void write_number(const Hdf5Fixture& file, const std::string& path, double number) {
  file.dataset(path, H5T_IEEE_F64LE, {1, 1}, {number});
  matlab_class(file, path, "double");
}

// A cell of texts: references to characters in #refs#.
void write_cell(const Hdf5Fixture& file,
                const std::string& path,
                const std::vector<std::u16string>& texts) {
  std::vector<hobj_ref_t> references(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string target = "/#refs#/" + path.substr(path.rfind('/') + 1) + std::to_string(i);
    write_text(file, target, texts[i]);
    H5Rcreate(&references[i], file.id(), target.c_str(), H5R_OBJECT, -1);
  }
  const std::vector<hsize_t> shape{texts.size(), 1};
  const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
  const hid_t data = H5Dcreate2(
      file.id(), path.c_str(), H5T_STD_REF_OBJ, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  H5Dwrite(data, H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL, H5P_DEFAULT, references.data());
  H5Dclose(data);
  H5Sclose(space);
  matlab_class(file, path, "cell");
}

// data.emg is 3 samples of 2 channels in MATLAB; rate and unit stand outside of the structure.
void write_mat(const Hdf5Fixture& file) {
  file.group("/data");
  matlab_class(file, "/data", "struct");
  file.dataset("/data/emg", H5T_IEEE_F64LE, {2, 3}, {1, 2, 3, 10, 20, 30});
  matlab_class(file, "/data/emg", "double");
  write_cell(file, "/data/labels", {u"GM.L", u"GL.L"});
  write_number(file, "/Sampling_Rate", 2000.0);
  write_text(file, "/unit", u"\u00b5V");
  file.dataset("/time", H5T_IEEE_F64LE, {3, 1}, {0, 1, 2});
  matlab_class(file, "/time", "double");
}

}  // namespace

TEST_CASE("MATLAB variables that say everything are read without a map", "[io][matlab]") {
  const TemporaryFolder folder;
  const auto path = folder / "emg.mat";
  { write_mat(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "matlab73");
  const auto& block = info.blocks.at(0);
  CHECK(block.rate.value() == 2000.0);
  CHECK(block.sample_count == 3);
  REQUIRE(block.channels.size() == 2);
  CHECK(core::label(block.channels[0].role) == "GM.L");
  CHECK(block.channels[1].stored_at == "/data/emg[1,:]");
  CHECK(block.channels[1].unit == "uV");
  CHECK(read_all(*reader) == std::vector<double>{1, 2, 3, 10, 20, 30});
}

TEST_CASE("a MATLAB file is found behind its user block", "[io][matlab]") {
  const TemporaryFolder folder;
  const auto plain = folder / "plain.mat";
  { write_mat(Hdf5Fixture(plain)); }
  const auto path = folder / "emg.mat";
  constexpr std::size_t kUserBlock = 512;
  {
    const hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_userblock(creation, kUserBlock);
    const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, H5P_DEFAULT);
    const hid_t source = H5Fopen(plain.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t copying = H5Pcreate(H5P_OBJECT_COPY);
    for (const char* name : {"#refs#", "data", "Sampling_Rate", "unit"})
      H5Ocopy(source, name, file, name, copying, H5P_DEFAULT);
    H5Pclose(copying);
    H5Fclose(source);
    H5Fclose(file);
    H5Pclose(creation);
    std::fstream stream(path, std::ios::binary | std::ios::in | std::ios::out);
    stream << "MATLAB 7.3 MAT-file, Platform: GLNXA64";
  }
  io::LayoutMap map;
  map.names = {"GM.L", "GL.L"};  // references do not survive a copy without their targets
  map.samples = {"/data/emg"};
  map.layout = "matlab73";
  map.orientation = io::Orientation::channel_first;
  map.sampling_rate_from = "/Sampling_Rate";
  map.unit_from = "/unit";
  const auto reader = io::open_recording(path, map);
  CHECK(reader->info().blocks.at(0).rate.value() == 2000.0);
  CHECK(reader->info().blocks.at(0).channels.at(0).unit == "uV");
  CHECK(read_all(*reader) == std::vector<double>{1, 2, 3, 10, 20, 30});
}

TEST_CASE("MATLAB variables that leave something open are refused", "[io][matlab][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "emg.mat";
  std::string expected;
  {
    const Hdf5Fixture file(path);
    write_mat(file);
    SECTION("the rate") {
      file.remove("/Sampling_Rate");
      expected = "beside a sampling rate (fs)";
    }
    SECTION("the names") {
      file.remove("/data/labels");
      expected = "found the matrices /data/emg (2, 3), /time (3, 1); write a map";
    }
    SECTION("which matrix") {
      file.dataset("/data/filtered", H5T_IEEE_F64LE, {2, 3}, {1, 2, 3, 10, 20, 30});
      matlab_class(file, "/data/filtered", "double");
      expected = "expected one matrix of samples, found 2 that fit the names";
    }
    SECTION("which way it lies") {
      file.remove("/data/emg");
      file.dataset("/data/emg", H5T_IEEE_F64LE, {2, 2}, {1, 2, 10, 20});
      matlab_class(file, "/data/emg", "double");
      expected = "/data/emg: expected an orientation in the map";
    }
    SECTION("the unit") {
      file.remove("/unit");
      expected = "expected a unit of uV, mV or V for the channel \"GM.L\", found none";
    }
    SECTION("a unit that is known") {
      file.remove("/unit");
      write_text(file, "/unit", u"ADC");
      expected = "at least one channel with an EMG role";
    }
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("real MATLAB and Octave files name their channels", "[io][matlab][real]") {
  const auto data = std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/written";
  if (!std::filesystem::exists(data)) {
    WARN("skipped: no " << data);
    return;
  }
  const auto matlab = io::open_recording(data / "synergies_hdf5storage_v73.mat", {});
  io::LayoutMap map;
  map.unit = "uV";
  const auto octave = io::open_recording(data / "synergies_octave_hdf5.h5", map);
  for (const auto* reader : {&matlab, &octave}) {
    const auto& block = (*reader)->info().blocks.at(0);
    CHECK(block.rate.value() == 1000.0);
    REQUIRE(block.channels.size() == 4);
    CHECK(block.channels[0].name == "GM");
    CHECK(block.channels[3].name == "TA");
  }
  CHECK(read_all(*matlab) == read_all(*octave));
}
