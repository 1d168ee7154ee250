// SPDX-License-Identifier: Apache-2.0
#include "io/stored_data.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <functional>

#include <hdf5.h>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/hdf5_handle.hpp"
#include "io/hdf5_node.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

const std::string kSamples = "/signals/emg/samples";
constexpr std::array<hsize_t, 2> kShape{100, 2};

using Change = std::function<void(hid_t creation)>;

// A data set with the samples that write_calfemg gives, stored in another way.
void write_samples(const Hdf5Fixture& file, hid_t stored_type, const Change& change) {
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  change(creation);
  const hid_t space = H5Screate_simple(2, kShape.data(), nullptr);
  const hid_t data = H5Dcreate2(
      file.id(), kSamples.c_str(), stored_type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  REQUIRE(data >= 0);
  std::array<std::array<std::int16_t, 2>, 100> samples{};
  for (int i = 0; i < 100; ++i)
    samples.at(static_cast<std::size_t>(i)) = {static_cast<std::int16_t>(i),
                                               static_cast<std::int16_t>(i - 50)};
  const bool is_virtual = H5Pget_layout(creation) == H5D_VIRTUAL;
  CHECK((H5Dwrite(data, H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples.data()) >= 0 ||
         is_virtual));
  H5Dclose(data);
  H5Sclose(space);
  H5Pclose(creation);
}

void write_changed(const std::filesystem::path& path, hid_t stored_type, const Change& change) {
  const Hdf5Fixture file(path);
  write_calfemg(file);
  file.remove(kSamples);
  write_samples(file, stored_type, change);
}

void in_chunks(hid_t creation) {
  const std::array<hsize_t, 2> chunk{32, 2};
  H5Pset_chunk(creation, 2, chunk.data());
}

bool can_write(H5Z_filter_t filter) {
  unsigned flags = 0;
  return H5Zfilter_avail(filter) > 0 && H5Zget_filter_info(filter, &flags) >= 0 &&
         (flags & H5Z_FILTER_CONFIG_ENCODE_ENABLED) != 0;
}

void link_outside(hid_t file, const std::string& path) {
  H5Lcreate_external("other.h5", "/x", file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
}

}  // namespace

TEST_CASE("every filter of the library and every byte order reads the same samples",
          "[io][filters]") {
  const TemporaryFolder folder;
  const auto plain = folder / "plain.h5";
  { write_calfemg(Hdf5Fixture(plain)); }
  const auto expected = read_all(*io::open_recording(plain, {}));
  const auto path = folder / "changed.h5";
  SECTION("big-endian") {
    write_changed(path, H5T_STD_I16BE, [](hid_t) {});
  }
  SECTION("checksums and shuffled bytes, compressed") {
    write_changed(path, H5T_STD_I16LE, [](hid_t creation) {
      in_chunks(creation);
      H5Pset_shuffle(creation);
      H5Pset_deflate(creation, 6);
      H5Pset_fletcher32(creation);
    });
  }
  SECTION("only the bits that count, big-endian") {
    const hid_t type = H5Tcopy(H5T_STD_I16BE);
    H5Tset_precision(type, 11);
    H5Tset_offset(type, 3);
    write_changed(path, type, [](hid_t creation) {
      in_chunks(creation);
      H5Pset_nbit(creation);
    });
    H5Tclose(type);
  }
  SECTION("as differences from the smallest") {
    write_changed(path, H5T_STD_I16LE, [](hid_t creation) {
      in_chunks(creation);
      H5Pset_scaleoffset(creation, H5Z_SO_INT, 0);
    });
  }
  SECTION("szip") {
    if (!can_write(H5Z_FILTER_SZIP)) return;
    write_changed(path, H5T_STD_I16BE, [](hid_t creation) {
      in_chunks(creation);
      H5Pset_szip(creation, H5_SZIP_NN_OPTION_MASK, 8);
    });
  }
  CHECK(read_all(*io::open_recording(path, {})) == expected);
}

TEST_CASE("a wrong checksum is refused when the samples are read", "[io][filters][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "changed.h5";
  std::uint64_t place = 0;
  write_changed(path, H5T_STD_I16LE, [](hid_t creation) {
    in_chunks(creation);
    H5Pset_fletcher32(creation);
  });
  {
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t data = H5Dopen2(file, kSamples.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(data);
    hsize_t size = 0;
    haddr_t address = 0;
    unsigned mask = 0;
    std::array<hsize_t, 2> offset{};
    CHECK(H5Dget_chunk_info(data, space, 0, offset.data(), &mask, &address, &size) >= 0);
    place = address;
    H5Sclose(space);
    H5Dclose(data);
    H5Fclose(file);
  }
  {
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(place));
    bytes.put('\x55');
  }
  const auto reader = io::open_recording(path, {});
  CHECK_THROWS_AS(read_all(*reader), core::FileError);
}

TEST_CASE("a filter that is not there is named with its package", "[io][filters][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "changed.h5";
  if (H5Zfilter_avail(32001) > 0) return;
  write_changed(path, H5T_STD_I16LE, [](hid_t creation) {
    in_chunks(creation);
    H5Pset_filter(creation, 32001, H5Z_FLAG_OPTIONAL, 0, nullptr);
  });
  CHECK(refusal<core::FileError>(path) ==
        path.string() +
            ": /signals/emg/samples is compressed with the HDF5 filter 32001 (blosc), which is not "
            "installed; install the package hdf5-filter-plugin-blosc-serial, or rewrite the file "
            "with `h5repack -f GZIP=4 FILE NEW` where the plug-in is there.");
  CHECK(io::missing_filter(32015, "").label == "32015 (zstd)");
  CHECK(io::missing_filter(40000, "ours").label == "40000 (ours)");
  CHECK(contains(io::missing_filter(40000, "").remedy, "HDF5_PLUGIN_PATH"));
}

TEST_CASE("a filter that is not there is named for tables too", "[io][filters][errors]") {
  if (H5Zfilter_avail(32001) > 0) return;
  const TemporaryFolder folder;
  const auto path = folder / "table.h5";
  {
    // A chunk that claims to have gone through the filter.
    const Hdf5Fixture file(path);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    const hsize_t rows = 4;
    H5Pset_chunk(creation, 1, &rows);
    H5Pset_filter(creation, 32001, H5Z_FLAG_OPTIONAL, 0, nullptr);
    const hid_t space = H5Screate_simple(1, &rows, nullptr);
    for (const auto& [name, type] :
         {std::pair("stages", H5T_STD_I8LE), std::pair("names", H5T_C_S1)}) {
      const hid_t data =
          H5Dcreate2(file.id(), name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
      const hsize_t first = 0;
      REQUIRE(H5Dwrite_chunk(data, H5P_DEFAULT, 0, &first, rows, "abcd") >= 0);
      H5Dclose(data);
    }
    H5Sclose(space);
    H5Pclose(creation);
  }
  const auto file = io::open_hdf5(path);
  const auto root = io::Hdf5Node::root_of(file, path.string());
  const std::string sentence =
      "is compressed with the HDF5 filter 32001 (blosc), which is not installed; install the "
      "package hdf5-filter-plugin-blosc-serial, or rewrite the file with `h5repack -f GZIP=4 FILE "
      "NEW`";
  const auto refusal_of = [](const auto& read) -> std::string {
    try {
      (void)read();
    } catch (const core::FileError& error) {
      return error.what();
    }
    return "";
  };
  const auto stages = root.child("stages");
  const auto names = root.child("names");
  CHECK(contains(refusal_of([&] { return stages->read_numbers(); }), "/stages " + sentence));
  CHECK(contains(refusal_of([&] { return stages->read_array(); }), "/stages " + sentence));
  CHECK(contains(refusal_of([&] { return names->read_texts(); }), "/names " + sentence));
}

TEST_CASE("links that lead to another file are refused and never followed", "[io][links][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { Hdf5Fixture(folder / "other.h5").numbers("/x", {1.0, 2.0}); }
  SECTION("the samples") {
    {
      const Hdf5Fixture file(path);
      write_calfemg(file);
      file.remove(kSamples);
      link_outside(file.id(), kSamples);
    }
    const auto text = refusal<core::FormatError>(path);
    CAPTURE(text);
    CHECK(contains(text, kSamples + ": expected data in this file, found a link to another file"));
    CHECK(contains(text, "h5copy -f ext"));
  }
  SECTION("a soft link that ends in another file") {
    {
      const Hdf5Fixture file(path);
      write_calfemg(file);
      file.remove(kSamples);
      link_outside(file.id(), "/outside");
      H5Lcreate_soft("/outside", file.id(), kSamples.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    }
    CHECK(contains(refusal<core::FormatError>(path), kSamples));
  }
}

TEST_CASE("soft links within the file are followed", "[io][links]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    H5Lmove(file.id(), kSamples.c_str(), file.id(), "/elsewhere", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("/elsewhere", file.id(), kSamples.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  }
  CHECK(read_all(*io::open_recording(path, {})).size() == 200);
}

TEST_CASE("samples that lie in other files are refused", "[io][links][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  SECTION("external storage") {
    write_file(folder / "raw", std::string(400, 'x'));
    const std::string raw = (folder / "raw").string();
    write_changed(path, H5T_STD_I16LE, [&raw](hid_t creation) {
      H5Pset_external(creation, raw.c_str(), 0, 400);
    });
    CHECK(contains(refusal<core::FormatError>(path), "whose numbers lie in other files"));
  }
  SECTION("a virtual data set") {
    write_changed(path, H5T_STD_I16LE, [](hid_t creation) {
      const hid_t space = H5Screate_simple(2, kShape.data(), nullptr);
      H5Pset_virtual(creation, space, "other.h5", "/x", space);
      H5Sclose(space);
    });
    CHECK(contains(refusal<core::FormatError>(path), "a virtual data set"));
  }
}

TEST_CASE("sizes that the file cannot hold are refused before anything is read", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  const auto declare = [&path](const std::array<hsize_t, 2>& shape, const Change& change) {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.remove(kSamples);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    change(creation);
    const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
    const hid_t data = H5Dcreate2(
        file.id(), kSamples.c_str(), H5T_STD_I16LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    if (H5Pget_layout(creation) == H5D_CHUNKED) {
      const std::array<hsize_t, 2> origin{0, 0};
      const std::vector<std::int16_t> chunk(64, 1);
      H5Dwrite_chunk(data, H5P_DEFAULT, 0, origin.data(), 128, chunk.data());
    }
    H5Dclose(data);
    H5Sclose(space);
    H5Pclose(creation);
  };
  SECTION("never written") {
    declare({100, 2}, [](hid_t) {});
    CHECK(contains(refusal<core::FormatError>(path), "declared but never written"));
  }
  SECTION("gigabytes declared, a chunk written") {
    declare({400'000'000, 2}, in_chunks);
    const auto text = refusal<core::FormatError>(path);
    CAPTURE(text);
    CHECK(contains(text, "expected 1600 MB of samples, as declared, found 128 bytes stored"));
  }
}
