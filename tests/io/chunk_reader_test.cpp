// SPDX-License-Identifier: Apache-2.0
#include "io/chunk_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <hdf5.h>

#include "core/error.hpp"
#include "hdf5_fixture.hpp"
#include "io/sample_dataset.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;

namespace {

enum class Pipeline { none, shuffle, deflate, shuffle_deflate, fletcher };

struct Storage {
  std::string name;
  std::vector<hsize_t> shape;
  std::vector<hsize_t> chunk;
  hid_t type = H5T_NATIVE_INT16;
  Pipeline pipeline = Pipeline::shuffle_deflate;
  bool channel_first = false;
};

void set_filters(hid_t creation, Pipeline pipeline) {
  if (pipeline == Pipeline::shuffle || pipeline == Pipeline::shuffle_deflate)
    REQUIRE(H5Pset_shuffle(creation) >= 0);
  if (pipeline == Pipeline::deflate || pipeline == Pipeline::shuffle_deflate)
    REQUIRE(H5Pset_deflate(creation, 4) >= 0);
  if (pipeline == Pipeline::fletcher) REQUIRE(H5Pset_fletcher32(creation) >= 0);
}

// A data set "x" of numbers that differ everywhere; the last chunks along time are left out.
void write(hid_t file, const Storage& storage, bool with_hole = false) {
  const auto rank = static_cast<int>(storage.shape.size());
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  REQUIRE(H5Pset_chunk(creation, rank, storage.chunk.data()) >= 0);
  set_filters(creation, storage.pipeline);
  const double fill = -7.0;
  REQUIRE(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &fill) >= 0);
  const hid_t space = H5Screate_simple(rank, storage.shape.data(), nullptr);
  const hid_t set = H5Dcreate2(file, "x", storage.type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  REQUIRE(set >= 0);
  auto written = storage.shape;
  if (with_hole) written[0] = storage.chunk[0] * (written[0] / storage.chunk[0] / 2);
  hsize_t count = 1;
  for (const hsize_t extent : written)
    count *= extent;
  std::vector<double> values(count);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<double>((i * 7919) % 30000) - 15000.0;
  const std::vector<hsize_t> start(written.size(), 0);
  REQUIRE(H5Sselect_hyperslab(
              space, H5S_SELECT_SET, start.data(), nullptr, written.data(), nullptr) >= 0);
  const hid_t memory = H5Screate_simple(rank, written.data(), nullptr);
  REQUIRE(H5Dwrite(set, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values.data()) >= 0);
  H5Sclose(memory);
  H5Dclose(set);
  H5Sclose(space);
  H5Pclose(creation);
}

io::SampleDataset opened(const io::Hdf5Node& root, const Storage& storage) {
  return io::SampleDataset::open(
      root,
      "x",
      storage.channel_first ? io::Orientation::channel_first : io::Orientation::time_first);
}

std::size_t sample_bytes(const Storage& storage) {
  return H5Tget_size(storage.type);
}

// Every way to cut the data set into requests gives the bytes of the library.
void require_same_bytes(const io::SampleDataset& set, const Storage& storage) {
  const std::size_t row = set.columns() * sample_bytes(storage);
  for (const std::uint64_t step :
       {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{64}, set.rows()}) {
    CAPTURE(step);
    for (std::uint64_t first = 0; first < set.rows(); first += step) {
      const auto count = static_cast<std::size_t>(std::min(step, set.rows() - first));
      std::vector<std::byte> ours(count * row, std::byte{1});
      std::vector<std::byte> theirs(count * row, std::byte{2});
      set.read_stored(first, count, ours.data());
      set.read_by_library(first, count, theirs.data());
      REQUIRE(ours == theirs);
    }
  }
}

}  // namespace

TEST_CASE("chunks decoded here are what the library reads, whatever their shape",
          "[io][chunk_reader]") {
  const auto storage = GENERATE(values<Storage>({
      {"all channels", {500, 8}, {64, 8}, H5T_NATIVE_INT16, Pipeline::shuffle_deflate, false},
      {"one channel a chunk",
       {500, 5},
       {100, 1},
       H5T_NATIVE_INT16,
       Pipeline::shuffle_deflate,
       false},
      {"some channels a chunk",
       {500, 5},
       {33, 2},
       H5T_NATIVE_INT16,
       Pipeline::shuffle_deflate,
       false},
      {"planar", {4, 500}, {1, 77}, H5T_NATIVE_INT16, Pipeline::shuffle_deflate, true},
      {"planar, all channels",
       {4, 500},
       {4, 77},
       H5T_NATIVE_FLOAT,
       Pipeline::shuffle_deflate,
       true},
      {"one dimension", {500}, {90}, H5T_NATIVE_DOUBLE, Pipeline::shuffle_deflate, false},
      {"larger than the data", {50, 3}, {50, 3}, H5T_NATIVE_INT32, Pipeline::deflate, false},
      {"shuffled only", {500, 3}, {64, 3}, H5T_NATIVE_INT16, Pipeline::shuffle, false},
      {"deflated only", {500, 3}, {64, 3}, H5T_NATIVE_INT16, Pipeline::deflate, false},
      {"no filter", {500, 3}, {64, 3}, H5T_NATIVE_FLOAT, Pipeline::none, false},
      {"bytes", {500, 3}, {64, 3}, H5T_NATIVE_INT8, Pipeline::shuffle_deflate, false},
  }));
  CAPTURE(storage.name);
  const bool with_hole = GENERATE(false, true);
  CAPTURE(with_hole);
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.h5";
  {
    const test::Hdf5Fixture file(path);
    write(file.id(), storage, with_hole && storage.shape[0] > 2 * storage.chunk[0]);
  }
  const io::Hdf5Handle file = io::open_hdf5(path);
  const auto root = io::Hdf5Node::root_of(file, path.string());
  const auto set = opened(root, storage);
  CHECK(set.decodes_chunks());
  require_same_bytes(set, storage);
}

TEST_CASE("what is stored in another way is left to the library", "[io][chunk_reader]") {
  const auto storage = GENERATE(values<Storage>({
      {"big-endian", {500, 3}, {64, 3}, H5T_STD_I16BE, Pipeline::shuffle_deflate, false},
      {"checksum", {500, 3}, {64, 3}, H5T_NATIVE_INT16, Pipeline::fletcher, false},
  }));
  CAPTURE(storage.name);
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.h5";
  {
    const test::Hdf5Fixture file(path);
    write(file.id(), storage);
  }
  const io::Hdf5Handle file = io::open_hdf5(path);
  const auto root = io::Hdf5Node::root_of(file, path.string());
  const auto set = opened(root, storage);
  CHECK_FALSE(set.decodes_chunks());
  require_same_bytes(set, storage);
}

TEST_CASE("a chunk that skipped its filters is taken as it is", "[io][chunk_reader]") {
  const Storage storage{"skipped", {128, 2}, {64, 2}, H5T_NATIVE_INT16, Pipeline::shuffle_deflate};
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.h5";
  std::vector<std::int16_t> plain(128);
  for (std::size_t i = 0; i < plain.size(); ++i)
    plain[i] = static_cast<std::int16_t>(i * 3);
  {
    const test::Hdf5Fixture file(path);
    write(file.id(), storage);
    const hid_t set = H5Dopen2(file.id(), "x", H5P_DEFAULT);
    const hsize_t offset[2] = {64, 0};
    const std::uint32_t both_skipped = 3;
    REQUIRE(H5Dwrite_chunk(set, H5P_DEFAULT, both_skipped, offset, 256, plain.data()) >= 0);
    H5Dclose(set);
  }
  const io::Hdf5Handle file = io::open_hdf5(path);
  const auto root = io::Hdf5Node::root_of(file, path.string());
  const auto set = opened(root, storage);
  require_same_bytes(set, storage);
  std::vector<std::int16_t> read(128);
  set.read_stored(64, 64, static_cast<std::byte*>(static_cast<void*>(read.data())));
  CHECK(read == plain);
}

TEST_CASE("a damaged chunk is refused with the place, and the others are read",
          "[io][chunk_reader]") {
  const Storage storage{"damaged", {128, 2}, {64, 2}, H5T_NATIVE_INT16, Pipeline::shuffle_deflate};
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.h5";
  {
    const test::Hdf5Fixture file(path);
    write(file.id(), storage);
    const hid_t set = H5Dopen2(file.id(), "x", H5P_DEFAULT);
    const hsize_t offset[2] = {64, 0};
    const std::string garbage(100, 'x');
    REQUIRE(H5Dwrite_chunk(set, H5P_DEFAULT, 0, offset, garbage.size(), garbage.data()) >= 0);
    H5Dclose(set);
  }
  const io::Hdf5Handle file = io::open_hdf5(path);
  const auto root = io::Hdf5Node::root_of(file, path.string());
  const auto set = opened(root, storage);
  std::vector<std::byte> buffer(256);  // 64 samples of 2 channels
  CHECK_NOTHROW(set.read_stored(0, 64, buffer.data()));
  CHECK_THROWS_AS(set.read_stored(64, 64, buffer.data()), core::FileError);
}
