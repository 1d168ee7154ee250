// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "app/analysis.hpp"
#include "app/program.hpp"
#include "app/results.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kNone;  // compared with: a failure shows what differs

const std::vector<std::string> kNames{
    "GM.L.upper", "GM.L.lower", "TA.L", "GM.R.upper", "GM.R.lower", "TA.R"};
const std::vector<hsize_t> kColumns{0, 1, 4, 5, 6, 9};
constexpr hsize_t kFirst = 380'000;  // a cramp lies in these 220 s
constexpr hsize_t kCount = 220'000;

// Counts of a part of the sample recording, (time, channel), and microvolts of a count.
struct Part {
  std::vector<double> counts;
  double uv_per_count = 0.0;
};

Part sample_part() {
  Part part;
  const hid_t file = H5Fopen(kSample.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  const hid_t data = H5Dopen2(file, "/signals/emg/samples", H5P_DEFAULT);
  const hid_t space = H5Dget_space(data);
  part.counts.resize(kCount * kColumns.size());
  std::vector<double> column(kCount);
  for (std::size_t c = 0; c < kColumns.size(); ++c) {
    const std::vector<hsize_t> start{kFirst, kColumns[c]};
    const std::vector<hsize_t> extent{kCount, 1};
    H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr);
    const hid_t memory = H5Screate_simple(1, extent.data(), nullptr);
    REQUIRE(H5Dread(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, column.data()) >= 0);
    H5Sclose(memory);
    for (std::size_t i = 0; i < kCount; ++i)
      part.counts[i * kColumns.size() + c] = column[i];
  }
  H5Sclose(space);
  H5Dclose(data);
  std::vector<double> scales(10);
  const hid_t scale = H5Dopen2(file, "/signals/emg/channels/scale", H5P_DEFAULT);
  REQUIRE(H5Dread(scale, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, scales.data()) >= 0);
  H5Dclose(scale);
  H5Fclose(file);
  part.uv_per_count = scales.at(0);
  return part;
}

// One way to store the part.
struct Storage {
  std::string name;
  hid_t type;
  double factor;  // stored = count * factor + shift
  double shift;
  std::string map;  // unit, scale and offset
  bool transposed = false;
  std::vector<hsize_t> chunk = {};
};

fs::path write_stored(const TemporaryFolder& folder, const Part& part, const Storage& storage) {
  fs::path path = folder.path() / (storage.name + ".h5");
  const std::size_t columns = kColumns.size();
  std::vector<double> values(part.counts.size());
  for (std::size_t i = 0; i < part.counts.size(); ++i) {
    const std::size_t to = storage.transposed ? (i % columns) * kCount + i / columns : i;
    values[to] = part.counts[i] * storage.factor + storage.shift;
  }
  const std::vector<hsize_t> shape = storage.transposed ? std::vector<hsize_t>{columns, kCount}
                                                        : std::vector<hsize_t>{kCount, columns};
  const Hdf5Fixture file(path);
  file.dataset("/emg", storage.type, shape, values, storage.chunk);
  file.texts("/names", kNames);
  return path;
}

std::string text(double number) {
  std::ostringstream stream;
  stream.precision(17);
  stream << number;
  return stream.str();
}

Analysis analyse_stored(const TemporaryFolder& folder, const Part& part, const Storage& storage) {
  const auto recording = write_stored(folder, part, storage);
  const auto map = folder.write(
      storage.name + ".toml",
      "samples = \"/emg\"\nsampling_rate_hz = 1000\nnames_from = \"/names\"\norientation = " +
          std::string(storage.transposed ? "\"channel_first\"" : "\"time_first\"") + "\n" +
          storage.map);
  auto analysis = analyse(recording, folder.path() / storage.name, {"--layout", map.string()});
  REQUIRE(!of_type(analysis.events, "cramp").empty());
  return analysis;
}

}  // namespace

TEST_CASE("the same signal gives the same events and features however it is stored",
          "[app][analyze][storage]") {
  const TemporaryFolder folder;
  const Part part = sample_part();
  const double uv = part.uv_per_count;
  const std::string counts = "unit = \"uV\"\nscale = " + text(uv) + "\n";
  const Analysis expected =
      analyse_stored(folder, part, {"int16", H5T_STD_I16LE, 1.0, 0.0, counts});

  // The same doubles arrive: every byte of the tables is the same.
  const std::vector<Storage> exact{
      {"int16_be", H5T_STD_I16BE, 1.0, 0.0, counts},
      {"int16_chunked", H5T_STD_I16LE, 1.0, 0.0, counts, false, {4096, 4}},
      {"int16_transposed", H5T_STD_I16LE, 1.0, 0.0, counts, true, {4, 1000}},
      {"int32_transposed_be", H5T_STD_I32BE, 1.0, 0.0, counts, true},
      {"float64_be", H5T_IEEE_F64BE, uv, 0.0, "unit = \"uV\"\n"},
      {"float32_counts", H5T_IEEE_F32LE, 1.0, 0.0, counts},
  };
  for (const auto& storage : exact) {
    CAPTURE(storage.name);
    const Analysis found = analyse_stored(folder, part, storage);
    CHECK(differences(expected.events, found.events, 0.0).empty());
    CHECK(differences(expected.features, found.features, 0.0).empty());
  }

  // Volts and millivolts round once more, to 1e-16 and, as float32, to 6e-8 of each sample; what is
  // a small rest of large numbers, such as mains after its notch, feels the latter by 1e-4.
  const std::string shifted =
      "unit = \"uV\"\nscale = " + text(uv) + "\noffset = " + text(-1000.0 * uv) + "\n";

  struct Rounded {
    Storage storage;
    double tolerance;
  };

  const std::vector<Rounded> rounded{
      {{"float64_V", H5T_IEEE_F64LE, uv * 1e-6, 0.0, "unit = \"V\"\n"}, 1e-7},
      {{"float64_mV", H5T_IEEE_F64LE, uv * 1e-3, 0.0, "unit = \"mV\"\n", true}, 1e-7},
      {{"uint16_offset", H5T_STD_I32LE, 1.0, 1000.0, shifted}, 1e-7},
      {{"float32_V", H5T_IEEE_F32BE, uv * 1e-6, 0.0, "unit = \"V\"\n"}, 2e-4},
      {{"float32_uV", H5T_IEEE_F32LE, uv, 0.0, "unit = \"uV\"\n"}, 2e-4},
  };
  for (const auto& [storage, tolerance] : rounded) {
    CAPTURE(storage.name);
    const Analysis found = analyse_stored(folder, part, storage);
    CHECK(differences(expected.events, found.events, tolerance) == kNone);
    CHECK(differences(expected.features, found.features, tolerance) == kNone);
  }
}

TEST_CASE("gait that seven programs wrote gives the same features", "[app][analyze][real]") {
  const fs::path written = fs::path(CALFEMG_SOURCE_DIR) / "../shared/data/written";
  if (!fs::exists(written)) {
    WARN("real recordings are not here: skipped");
    return;
  }
  const TemporaryFolder folder;
  const std::string roles =
      "channel = [{ match = \"GM\", leg = \"right\", muscle = \"GM\" },\n"
      "  { match = \"GL\", leg = \"right\", muscle = \"GL\" },\n"
      "  { match = \"SO\", leg = \"right\", muscle = \"SOL\" },\n"
      "  { match = \"TA\", leg = \"right\", muscle = \"TA\" }]\n";
  const auto features_of = [&](const std::string& file, const std::string& map) {
    CAPTURE(file);
    const auto path = folder.write(file + ".toml", map + roles);
    return analyse(written / file, folder.path() / (file + ".out"), {"--layout", path.string()})
        .features;
  };
  const std::string uv = "unit = \"uV\"\n";
  const auto earray = folder.write("earray.toml",
                                   "samples = \"/emg\"\norientation = \"time_first\"\n"
                                   "sampling_rate_from = \"/emg@sampling_rate\"\n" +
                                       uv);
  for (const std::vector<std::string>& unreadable :
       {std::vector<std::string>{"inspect",
                                 (written / "synergies_pandas_table_blosc_zstd.h5").string()},
        {"inspect",
         (written / "synergies_pytables_earray_blosc_lz4.h5").string(),
         "--layout",
         earray.string()}}) {
    const auto run = run_program(unreadable);
    CAPTURE(run.err);
    CHECK(contains(run.err, "32001"));
    CHECK(run.exit_code >= 3);
  }
  const auto expected = features_of("synergies_hdf5storage_v73.mat", "");
  REQUIRE(expected.size() > 40);
  const auto octave = features_of("synergies_octave_hdf5.h5", uv);
  const auto fixed = features_of("synergies_pandas_fixed_zlib.h5", uv);
  const auto by_column =
      features_of("synergies_pandas_table_nocomp.h5", uv + "sampling_rate_hz = 1000\n");
  CHECK(differences(expected, octave, 0.0) == kNone);
  CHECK(differences(expected, fixed, 0.0) == kNone);
  CHECK(differences(expected, by_column, 0.0) == kNone);

  // float32: 6e-8 of each sample
  const auto single = features_of("synergies_psgutils_channels_gzip.h5", uv);
  CHECK(differences(expected, single, 1e-4) == kNone);

  // int16 of 0.1 uV adds 0.03 uV of noise, which moves thresholds and tails, not amplitudes
  const auto quantised = features_of("synergies_pytables_carray_be_int16.h5",
                                     "samples = \"/emg\"\norientation = \"time_first\"\n"
                                     "sampling_rate_from = \"/emg@fs\"\n"
                                     "names = [\"GM\", \"GL\", \"SO\", \"TA\"]\n"
                                     "unit = \"uV\"\nscale = 0.1007080078125\n");
  REQUIRE(quantised.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].at("rms_uv") == "n/a") continue;
    CAPTURE(i);
    for (const char* name : {"rms_uv", "mav_uv", "mdf_hz", "mnf_hz"}) {
      CAPTURE(name);
      CHECK_THAT(std::stod(quantised[i].at(name)),
                 WithinRel(std::stod(expected[i].at(name)), 0.01));
    }
  }
}
