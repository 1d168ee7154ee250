// SPDX-License-Identifier: Apache-2.0
#include "io/hdf5_output.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <hdf5.h>

#include "core/error.hpp"
#include "core/expects.hpp"

namespace calfemg::io {
namespace {

Hdf5Handle utf8_text_type() {
  Hdf5Handle type(H5Tcopy(H5T_C_S1));
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

Hdf5Handle line_of(std::size_t count) {
  const hsize_t extent = count;
  return Hdf5Handle(H5Screate_simple(1, &extent, nullptr));
}

Hdf5Handle creation_without_times() {
  Hdf5Handle creation(H5Pcreate(H5P_DATASET_CREATE));
  H5Pset_obj_track_times(creation.id(), 0);
  return creation;
}

// The types of the calfemg recording; others are not written.
hid_t stored_type(SampleType type) {
  if (type == SampleType::int32) return H5T_STD_I32LE;
  if (type == SampleType::float32) return H5T_IEEE_F32LE;
  if (type == SampleType::float64) return H5T_IEEE_F64LE;
  CALFEMG_EXPECTS(type == SampleType::int16);
  return H5T_STD_I16LE;
}

}  // namespace

Hdf5Output::Hdf5Output(std::filesystem::path path) : path_(std::move(path)) {
  prepare_hdf5();
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
  H5Pset_file_locking(access.id(), 0, 1);
  file_ = Hdf5Handle(H5Fcreate(path_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()));
  require(static_cast<bool>(file_), "cannot be created");
}

void Hdf5Output::require(bool good, const std::string& what) const {
  if (!good) throw core::OutputError(path_.string(), what + " (" + hdf5_problem() + ").");
}

Hdf5Handle Hdf5Output::create_group(const Hdf5Handle& parent, const std::string& name) const {
  Hdf5Handle group(H5Gcreate2(parent.id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  require(static_cast<bool>(group), "the group " + name + " cannot be written");
  return group;
}

Hdf5Handle Hdf5Output::create_samples(const Hdf5Handle& parent,
                                      const std::string& name,
                                      const SampleStorage& storage) const {
  const std::array<hsize_t, 2> empty{0, storage.channels};
  const std::array<hsize_t, 2> most{H5S_UNLIMITED, storage.channels};
  const std::array<hsize_t, 2> chunk{storage.chunk_rows, storage.channels};
  CALFEMG_EXPECTS(!storage.column || storage.channels == 1);
  const int rank = storage.column ? 1 : 2;
  const Hdf5Handle space(H5Screate_simple(rank, empty.data(), most.data()));
  const Hdf5Handle creation = creation_without_times();
  H5Pset_chunk(creation.id(), rank, chunk.data());
  if (storage.deflate_level > 0) {
    H5Pset_shuffle(creation.id());
    H5Pset_deflate(creation.id(), static_cast<unsigned>(storage.deflate_level));
  }
  // One chunk is filled by several appends; it must not be packed again for each of them.
  constexpr std::size_t kCacheSlots = 31;
  const hid_t type = stored_type(storage.type);
  const std::size_t sample_bytes = H5Tget_size(type);
  const std::size_t chunk_bytes = storage.chunk_rows * storage.channels * sample_bytes;
  const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS));
  H5Pset_chunk_cache(access.id(), kCacheSlots, 2 * chunk_bytes, 1.0);
  Hdf5Handle samples(H5Dcreate2(
      parent.id(), name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), access.id()));
  require(static_cast<bool>(samples), "the samples cannot be written");
  return samples;
}

void Hdf5Output::write_text(const Hdf5Handle& object,
                            const std::string& name,
                            const std::string& text) const {
  const Hdf5Handle type = utf8_text_type();
  const Hdf5Handle space(H5Screate(H5S_SCALAR));
  const Hdf5Handle attribute(
      H5Acreate2(object.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT));
  const char* characters = text.c_str();
  require(attribute && H5Awrite(attribute.id(), type.id(), &characters) >= 0,
          "the attribute " + name + " cannot be written");
}

void Hdf5Output::write_number(const Hdf5Handle& object,
                              const std::string& name,
                              double value) const {
  const Hdf5Handle space(H5Screate(H5S_SCALAR));
  const Hdf5Handle attribute(
      H5Acreate2(object.id(), name.c_str(), H5T_IEEE_F64LE, space.id(), H5P_DEFAULT, H5P_DEFAULT));
  require(attribute && H5Awrite(attribute.id(), H5T_NATIVE_DOUBLE, &value) >= 0,
          "the attribute " + name + " cannot be written");
}

void Hdf5Output::write_dataset(const Hdf5Handle& parent,
                               const std::string& name,
                               std::int64_t type,
                               std::size_t count,
                               const void* values) const {
  const Hdf5Handle space = line_of(count);
  const Hdf5Handle creation = creation_without_times();
  const Hdf5Handle dataset(H5Dcreate2(
      parent.id(), name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT));
  const bool good =
      dataset &&
      (count == 0 || H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
  require(good, "the table " + name + " cannot be written");
}

void Hdf5Output::write_texts(const Hdf5Handle& parent,
                             const std::string& name,
                             const std::vector<std::string>& texts) const {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const auto& text : texts)
    pointers.push_back(text.c_str());
  const Hdf5Handle type = utf8_text_type();
  write_dataset(parent, name, type.id(), texts.size(), pointers.data());
}

void Hdf5Output::write_numbers(const Hdf5Handle& parent,
                               const std::string& name,
                               const std::vector<double>& values) const {
  write_dataset(parent, name, H5T_NATIVE_DOUBLE, values.size(), values.data());
}

void Hdf5Output::write_codes(const Hdf5Handle& parent,
                             const std::string& name,
                             const std::vector<std::uint8_t>& codes) const {
  write_dataset(parent, name, H5T_NATIVE_UINT8, codes.size(), codes.data());
}

void Hdf5Output::write_integers(const Hdf5Handle& parent,
                                const std::string& name,
                                const std::vector<std::int32_t>& values) const {
  write_dataset(parent, name, H5T_NATIVE_INT32, values.size(), values.data());
}

void Hdf5Output::write_single_text(const Hdf5Handle& parent,
                                   const std::string& name,
                                   const std::string& text) const {
  const Hdf5Handle type = utf8_text_type();
  const Hdf5Handle space(H5Screate(H5S_SCALAR));
  const Hdf5Handle creation = creation_without_times();
  const Hdf5Handle dataset(H5Dcreate2(
      parent.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT));
  const char* characters = text.c_str();
  const bool good =
      dataset && H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &characters) >= 0;
  require(good, "the text " + name + " cannot be written");
}

void Hdf5Output::write_text_list(const Hdf5Handle& object,
                                 const std::string& name,
                                 const std::vector<std::string>& texts) const {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const auto& text : texts)
    pointers.push_back(text.c_str());
  const Hdf5Handle type = utf8_text_type();
  const Hdf5Handle space = line_of(texts.size());
  const Hdf5Handle attribute(
      H5Acreate2(object.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT));
  require(attribute && H5Awrite(attribute.id(), type.id(), pointers.data()) >= 0,
          "the attribute " + name + " cannot be written");
}

Hdf5Handle Hdf5Output::written(const Hdf5Handle& parent, const std::string& name) const {
  Hdf5Handle dataset(H5Dopen2(parent.id(), name.c_str(), H5P_DEFAULT));
  require(static_cast<bool>(dataset), "the table " + name + " cannot be written");
  return dataset;
}

void Hdf5Output::append_rows(const Hdf5Handle& samples,
                             std::uint64_t rows,
                             std::int64_t type,
                             std::size_t count,
                             const void* values) const {
  const Hdf5Handle before(H5Dget_space(samples.id()));
  std::array<hsize_t, 2> extent{0, 1};
  const int rank = H5Sget_simple_extent_ndims(before.id());
  H5Sget_simple_extent_dims(before.id(), extent.data(), nullptr);
  const std::array<hsize_t, 2> start{rows, 0};
  const std::array<hsize_t, 2> added{count / extent[1], extent[1]};
  extent[0] = rows + added[0];
  require(H5Dset_extent(samples.id(), extent.data()) >= 0, "no samples can be added");
  const Hdf5Handle file_space(H5Dget_space(samples.id()));
  const Hdf5Handle memory_space(H5Screate_simple(rank, added.data(), nullptr));
  H5Sselect_hyperslab(
      file_space.id(), H5S_SELECT_SET, start.data(), nullptr, added.data(), nullptr);
  require(
      H5Dwrite(samples.id(), type, memory_space.id(), file_space.id(), H5P_DEFAULT, values) >= 0,
      "no samples can be added");
}

void Hdf5Output::append(const Hdf5Handle& samples,
                        std::uint64_t rows,
                        std::span<const std::int16_t> values) const {
  append_rows(samples, rows, H5T_NATIVE_INT16, values.size(), values.data());
}

void Hdf5Output::append(const Hdf5Handle& samples,
                        std::uint64_t rows,
                        std::span<const std::int32_t> values) const {
  append_rows(samples, rows, H5T_NATIVE_INT32, values.size(), values.data());
}

void Hdf5Output::append(const Hdf5Handle& samples,
                        std::uint64_t rows,
                        std::span<const float> values) const {
  append_rows(samples, rows, H5T_NATIVE_FLOAT, values.size(), values.data());
}

void Hdf5Output::append(const Hdf5Handle& samples,
                        std::uint64_t rows,
                        std::span<const double> values) const {
  append_rows(samples, rows, H5T_NATIVE_DOUBLE, values.size(), values.data());
}

void Hdf5Output::flush() const {
  require(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL) >= 0, "the file cannot be completed");
}

void Hdf5Output::close() {
  require(file_.close(), "the file cannot be completed");
}

}  // namespace calfemg::io
