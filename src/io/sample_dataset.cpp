// SPDX-License-Identifier: Apache-2.0
#include "io/sample_dataset.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include <hdf5.h>

#include "core/error.hpp"
#include "core/expects.hpp"
#include "io/stored_data.hpp"

namespace calfemg::io {
namespace {

constexpr std::size_t kSlabBytes = 1U << 20U;  // stays in the second-level cache
constexpr std::uint64_t kMostColumns = 1024;
// A chunk is held in memory as a whole; a day of 8 int16 channels at 1 kHz is 1.4 GB.
constexpr std::uint64_t kLargestChunkBytes = 256ULL << 20U;
constexpr std::size_t kLargestCacheBytes = 512ULL << 20U;
constexpr std::size_t kSmallestCacheBytes = 64ULL << 10U;
constexpr std::size_t kCacheSlots = 521;  // the library's default; a prime well above one row
constexpr double kEvictReadChunks = 1.0;  // chunks are read once, from left to right
constexpr std::size_t kTypeCount = 10;

struct TypeRow {
  SampleType type;
  std::string_view name;
  std::size_t bytes;
  H5T_class_t kind;
  bool is_signed;
};

constexpr std::array<TypeRow, kTypeCount> kTypes{{
    {SampleType::int8, "int8", sizeof(std::int8_t), H5T_INTEGER, true},
    {SampleType::uint8, "uint8", sizeof(std::uint8_t), H5T_INTEGER, false},
    {SampleType::int16, "int16", sizeof(std::int16_t), H5T_INTEGER, true},
    {SampleType::uint16, "uint16", sizeof(std::uint16_t), H5T_INTEGER, false},
    {SampleType::int32, "int32", sizeof(std::int32_t), H5T_INTEGER, true},
    {SampleType::uint32, "uint32", sizeof(std::uint32_t), H5T_INTEGER, false},
    {SampleType::int64, "int64", sizeof(std::int64_t), H5T_INTEGER, true},
    {SampleType::uint64, "uint64", sizeof(std::uint64_t), H5T_INTEGER, false},
    {SampleType::float32, "float32", sizeof(float), H5T_FLOAT, true},
    {SampleType::float64, "float64", sizeof(double), H5T_FLOAT, true},
}};

const TypeRow& row_of(SampleType type) {
  return kTypes.at(static_cast<std::size_t>(type));
}

hid_t native_type(SampleType type) {
  switch (type) {
    case SampleType::int8:
      return H5T_NATIVE_INT8;
    case SampleType::uint8:
      return H5T_NATIVE_UINT8;
    case SampleType::int16:
      return H5T_NATIVE_INT16;
    case SampleType::uint16:
      return H5T_NATIVE_UINT16;
    case SampleType::int32:
      return H5T_NATIVE_INT32;
    case SampleType::uint32:
      return H5T_NATIVE_UINT32;
    case SampleType::int64:
      return H5T_NATIVE_INT64;
    case SampleType::uint64:
      return H5T_NATIVE_UINT64;
    case SampleType::float32:
      return H5T_NATIVE_FLOAT;
    case SampleType::float64:
      return H5T_NATIVE_DOUBLE;
  }
  return H5T_NATIVE_DOUBLE;
}

// The narrowest type that holds the stored one: half floats become float32, 24 bits int32.
std::optional<SampleType> type_of(const Hdf5Handle& stored) {
  const H5T_class_t kind = H5Tget_class(stored.id());
  const std::size_t bytes = H5Tget_size(stored.id());
  const bool is_signed = kind == H5T_FLOAT || H5Tget_sign(stored.id()) == H5T_SGN_2;
  for (const auto& row : kTypes) {
    if (row.kind == kind && row.bytes >= bytes && row.is_signed == is_signed) return row.type;
  }
  if (kind == H5T_FLOAT) return SampleType::float64;
  return std::nullopt;
}

// What a row of a table holds of one field; of numbers without a table one column.
struct Element {
  std::optional<SampleType> type;
  std::size_t columns = 1;
};

Element element_of(const Hdf5Node& node, const std::string& field) {
  const Hdf5Handle stored(H5Dget_type(node.id()));
  if (field.empty()) return {type_of(stored), 1};
  const bool is_table = H5Tget_class(stored.id()) == H5T_COMPOUND && node.shape().size() == 1;
  const int index = is_table ? H5Tget_member_index(stored.id(), field.c_str()) : -1;
  if (index < 0)
    node.refuse("", "a table of one dimension with the field " + field, "none of that name");
  const Hdf5Handle member(H5Tget_member_type(stored.id(), static_cast<unsigned>(index)));
  if (H5Tget_class(member.id()) != H5T_ARRAY) return {type_of(member), 1};
  hsize_t extent = 0;
  if (H5Tget_array_ndims(member.id()) != 1 || H5Tget_array_dims2(member.id(), &extent) < 0 ||
      extent == 0 || extent > kMostColumns)
    node.refuse("",
                "1 to " + std::to_string(kMostColumns) + " numbers in the field " + field,
                "another array");
  return {type_of(Hdf5Handle(H5Tget_super(member.id()))), static_cast<std::size_t>(extent)};
}

// A compound in memory that holds nothing but the field.
Hdf5Handle type_of_field(const std::string& field, hid_t number, std::size_t columns) {
  const std::array<hsize_t, 1> extent{columns};
  const Hdf5Handle member(columns > 1 ? H5Tarray_create2(number, 1, extent.data())
                                      : H5Tcopy(number));
  Hdf5Handle row(H5Tcreate(H5T_COMPOUND, H5Tget_size(member.id())));
  H5Tinsert(row.id(), field.c_str(), 0, member.id());
  return row;
}

// Where the values of a column are in what was read.
struct Lie {
  std::size_t first = 0;
  std::size_t stride = 1;
};

// The one place where a stored number becomes microvolts. Every `stride`-th value belongs to the
// channel.
template <class Stored>
void to_microvolts(const Stored* stored,
                   std::size_t stride,
                   const core::ChannelInfo& channel,
                   std::span<double> out) {
  const double scale = channel.uv_per_count;
  const double offset = channel.uv_offset;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<double>(stored[i * stride]) * scale + offset;
}

// Samples of the number that stands for no data are missing. A float was rounded when it was
// stored, so the number is rounded alike.
template <class Stored>
void blank_fill(const Stored* stored, std::size_t stride, double fill, std::span<double> out) {
  if constexpr (std::is_same_v<Stored, float>) fill = static_cast<double>(static_cast<float>(fill));
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (std::equal_to<>()(static_cast<double>(stored[i * stride]), fill)) out[i] = core::kMissing;
  }
}

template <class Stored>
void scatter_as(const std::byte* buffer,
                Lie lie,
                const ColumnRequest& request,
                std::span<double> out) {
  const auto* samples = static_cast<const Stored*>(static_cast<const void*>(buffer)) + lie.first;
  to_microvolts(samples, lie.stride, *request.channel, out);
  if (request.fill) blank_fill(samples, lie.stride, *request.fill, out);
}

using Scatter = void (*)(const std::byte*, Lie, const ColumnRequest&, std::span<double>);

constexpr std::array<Scatter, kTypeCount> kScatter{scatter_as<std::int8_t>,
                                                   scatter_as<std::uint8_t>,
                                                   scatter_as<std::int16_t>,
                                                   scatter_as<std::uint16_t>,
                                                   scatter_as<std::int32_t>,
                                                   scatter_as<std::uint32_t>,
                                                   scatter_as<std::int64_t>,
                                                   scatter_as<std::uint64_t>,
                                                   scatter_as<float>,
                                                   scatter_as<double>};

struct Chunking {
  std::size_t row_bytes = 0;  // of all chunks that one instant lies in; 0 when not chunked
  std::uint64_t declared = 0;
};

Chunking chunking_of(const Hdf5Node& node,
                     const Hdf5Handle& creation,
                     std::size_t sample_bytes,
                     std::size_t time_axis) {
  if (H5Pget_layout(creation.id()) != H5D_CHUNKED) return {};
  const auto shape = node.shape();
  std::vector<hsize_t> chunk(shape.size());
  H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
  std::uint64_t bytes = sample_bytes;
  std::uint64_t across = 1;
  std::uint64_t along = 1;
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    if (chunk[i] == 0 || bytes > kLargestChunkBytes / chunk[i])
      node.refuse("",
                  "chunks of at most 256 MB",
                  "larger ones",
                  "rewrite the file with h5repack and chunks of some seconds");
    bytes *= chunk[i];
    (i == time_axis ? along : across) *= (shape[i] + chunk[i] - 1) / chunk[i];
  }
  return {bytes * across, along * across};
}

// Dimension that time runs along.
std::size_t time_axis_of(std::size_t rank, Orientation orientation) {
  return rank == 2 && orientation == Orientation::channel_first ? 1 : 0;
}

void check_shape(const Hdf5Node& node, Orientation orientation) {
  auto shape = node.shape();
  if (time_axis_of(shape.size(), orientation) == 1) std::swap(shape.front(), shape.back());
  if (shape.empty() || shape.size() > 2)
    node.refuse("",
                "samples as (time) or (time, channel)",
                "a data set of " + std::to_string(shape.size()) + " dimensions");
  if (shape.front() == 0) node.refuse("", "samples", "0 samples");
  if (shape.back() == 0) node.refuse("", "samples", "0 channels");
  if (shape.size() == 2 && shape.back() > kMostColumns)
    node.refuse(
        "",
        "samples of at most " + std::to_string(kMostColumns) + " channels, as (time, channel)",
        std::to_string(shape.back()) + " columns",
        "is the array transposed?");
}

std::uint64_t check_written(const Hdf5Node& node, const Chunking& chunking) {
  require_real_size(node);
  if (chunking.declared == 0) return 0;
  const Hdf5Handle space(H5Dget_space(node.id()));  // 1.10 does not take H5S_ALL here
  hsize_t stored = 0;
  if (H5Dget_num_chunks(node.id(), space.id(), &stored) < 0) return 0;
  if (stored == 0) node.refuse("", "samples", "a data set that was declared but never written");
  return chunking.declared > stored ? chunking.declared - stored : 0;
}

Hdf5Handle reopen_with_cache(const Hdf5Node& group, const std::string& name, std::size_t bytes) {
  const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS));
  H5Pset_chunk_cache(access.id(),
                     kCacheSlots,
                     std::clamp(bytes, kSmallestCacheBytes, kLargestCacheBytes),
                     kEvictReadChunks);
  return Hdf5Handle(H5Dopen2(group.id(), name.c_str(), access.id()));
}

}  // namespace

std::string_view name(SampleType type) {
  return row_of(type).name;
}

SampleDataset SampleDataset::open(const Hdf5Node& group,
                                  const std::string& name,
                                  Orientation orientation) {
  return open_part(group, name, orientation, "");
}

SampleDataset SampleDataset::open_column(const Hdf5Node& group, const std::string& name) {
  SampleDataset samples = open(group, name);
  if (samples.columns() != 1)
    group.refuse(name, "one column of samples", std::to_string(samples.columns()));
  return samples;
}

SampleDataset SampleDataset::open_field(const Hdf5Node& group,
                                        const std::string& name,
                                        const std::string& field) {
  return open_part(group, name, Orientation::time_first, field);
}

// Everything but the samples; `dataset_` is opened afterwards.
void SampleDataset::describe(const Hdf5Node& node,
                             Orientation orientation,
                             const std::string& field) {
  const Element element = element_of(node, field);
  if (!element.type)
    node.refuse("",
                "samples of 8- to 64-bit integers or floats",
                field.empty() ? "another type" : "another type in the field " + field);
  const auto shape = node.shape();
  const std::size_t time_axis = time_axis_of(shape.size(), orientation);
  rank_ = shape.size();
  orientation_ = orientation;
  rows_ = shape.at(time_axis);
  columns_ =
      shape.size() == 2 ? static_cast<std::size_t>(shape.at(1 - time_axis)) : element.columns;
  type_ = *element.type;
  if (!field.empty()) field_type_ = type_of_field(field, native_type(type_), columns_);
  file_path_ = node.file_path();
  inside_ = node.inside() + (field.empty() ? "" : "[" + field + "]");
}

SampleDataset SampleDataset::open_part(const Hdf5Node& group,
                                       const std::string& name,
                                       Orientation orientation,
                                       const std::string& field) {
  Chunking chunking;
  SampleDataset samples;
  {
    // Closed again at the end of this scope: the cache is fixed when a data set is opened first.
    const auto node = group.child(name);
    if (!node) group.refuse(name, "a data set of samples", "none that can be opened");
    if (!node->is_dataset()) node->refuse("", "a data set of samples", "a group");
    check_shape(*node, orientation);
    samples.describe(*node, orientation, field);
    const Hdf5Handle creation(H5Dget_create_plist(node->id()));
    require_filters(*node);
    const Hdf5Handle stored(H5Dget_type(node->id()));
    const std::size_t time_axis = time_axis_of(samples.rank_, orientation);
    chunking = chunking_of(*node, creation, H5Tget_size(stored.id()), time_axis);
    samples.missing_chunks_ = check_written(*node, chunking);
    if (field.empty() && samples.rank_ <= 2) {
      samples.chunks_ = ChunkReader::make(
          *node,
          {native_type(samples.type_), row_of(samples.type_).bytes, samples.rank_, time_axis});
    }
  }
  samples.dataset_ = reopen_with_cache(group, name, chunking.row_bytes);
  if (!samples.dataset_)
    throw core::FileError(samples.file_path_,
                          samples.inside_ + " cannot be opened (" + hdf5_problem() + ").");
  return samples;
}

// A chunk that we cannot decode is left to the library: it can, or it says why not.
void SampleDataset::read_stored(std::uint64_t first, std::size_t count, std::byte* buffer) const {
  if (chunks_ && chunks_->read(dataset_.id(), first, count, buffer)) return;
  read_by_library(first, count, buffer);
}

void SampleDataset::read_by_library(std::uint64_t first,
                                    std::size_t count,
                                    std::byte* buffer) const {
  std::array<hsize_t, 2> start{first, 0};
  std::array<hsize_t, 2> extent{count, columns_};
  if (time_axis_of(rank_, orientation_) == 1) {
    std::swap(start[0], start[1]);
    std::swap(extent[0], extent[1]);
  }
  const Hdf5Handle file_space(H5Dget_space(dataset_.id()));
  const Hdf5Handle memory_space(H5Screate_simple(static_cast<int>(rank_), extent.data(), nullptr));
  const bool good =
      H5Sselect_hyperslab(
          file_space.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr) >= 0 &&
      H5Dread(dataset_.id(),
              field_type_ ? field_type_.id() : native_type(type_),
              memory_space.id(),
              file_space.id(),
              H5P_DEFAULT,
              buffer) >= 0;
  if (good) return;
  throw core::FileError(file_path_,
                        inside_ + " cannot be read at sample " + std::to_string(first) +
                            ": the file is damaged or truncated (" + hdf5_problem() +
                            "); copy it again from the recorder.");
}

void SampleDataset::read_uv(std::uint64_t first,
                            std::size_t count,
                            std::span<const ColumnRequest> requests,
                            std::vector<std::byte>& buffer) const {
  CALFEMG_EXPECTS(first <= rows_ && count <= rows_ - first);
  const std::size_t row_bytes = columns_ * row_of(type_).bytes;
  const std::size_t slab = std::max<std::size_t>(1, kSlabBytes / row_bytes);
  buffer.resize(std::min(slab, count) * row_bytes);
  const Scatter scatter = kScatter.at(static_cast<std::size_t>(type_));
  for (std::size_t done = 0; done < count;) {
    const std::size_t part = std::min(slab, count - done);
    read_stored(first + done, part, buffer.data());
    for (const auto& request : requests) {
      const Lie lie = orientation_ == Orientation::channel_first ? Lie{request.column * part, 1}
                                                                 : Lie{request.column, columns_};
      scatter(buffer.data(), lie, request, request.out.subspan(done, part));
    }
    done += part;
  }
}

}  // namespace calfemg::io
