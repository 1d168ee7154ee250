// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "io/chunk_reader.hpp"
#include "io/hdf5_node.hpp"
#include "io/layout_map.hpp"

namespace calfemg::io {

/// How a sample is held in memory after reading: the stored width, in the byte order of the
/// machine.
enum class SampleType : std::uint8_t {
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64
};

/// "int16", "float32", ...
[[nodiscard]] std::string_view name(SampleType type);

/// A column of the samples that were read, and where its microvolts go.
struct ColumnRequest {
  std::size_t column = 0;
  const core::ChannelInfo* channel = nullptr;
  std::span<double> out;            ///< one value for each sample of the request
  std::optional<double> fill = {};  ///< stored number that stands for no data; read as NaN
};

/// A data set (time), (time, channel) or (channel, time) that samples are read from in blocks of
/// time.
class SampleDataset {
 public:
  /// Opens a data set with a cache that holds one row of chunks, and checks what it declares.
  /// @throws core::FormatError  no data set, other rank or type, absurd sizes, never written
  /// @throws core::FileError    a filter that the library does not have
  [[nodiscard]] static SampleDataset open(const Hdf5Node& group,
                                          const std::string& name,
                                          Orientation orientation = Orientation::time_first);
  /// The same for a data set that holds one channel.
  /// @throws core::FormatError  also more columns than one
  [[nodiscard]] static SampleDataset open_column(const Hdf5Node& group, const std::string& name);

  /// One field of a table whose rows are compounds; an array of numbers makes a column of each.
  /// @throws core::FormatError  as `open`, and no table of one dimension with this field
  [[nodiscard]] static SampleDataset open_field(const Hdf5Node& group,
                                                const std::string& name,
                                                const std::string& field);

  [[nodiscard]] const std::string& inside() const { return inside_; }

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

  [[nodiscard]] std::size_t columns() const { return columns_; }

  /// 1 for (time), 2 for (time, channel) and (channel, time).
  [[nodiscard]] std::size_t rank() const { return rank_; }

  [[nodiscard]] SampleType type() const { return type_; }

  /// Chunks that were declared but never written; their samples read as the fill value.
  [[nodiscard]] std::uint64_t missing_chunks() const { return missing_chunks_; }

  /// Microvolts of some columns from sample `first` on. All columns are read together, in slabs of
  /// at most about 1 MB that pass through `buffer`.
  /// @throws core::FileError when the library cannot read there
  void read_uv(std::uint64_t first,
               std::size_t count,
               std::span<const ColumnRequest> requests,
               std::vector<std::byte>& buffer) const;

  /// Stored numbers as they are, `count` times `columns` values of `type`. One thread at a time.
  /// @throws core::FileError when the library cannot read there
  void read_stored(std::uint64_t first, std::size_t count, std::byte* buffer) const;

  /// The same, through H5Dread whatever the storage.
  void read_by_library(std::uint64_t first, std::size_t count, std::byte* buffer) const;

  /// Whether chunks are decoded here (io/chunk_reader.hpp) and not by the library.
  [[nodiscard]] bool decodes_chunks() const { return chunks_ != nullptr; }

 private:
  SampleDataset() = default;

  [[nodiscard]] static SampleDataset open_part(const Hdf5Node& group,
                                               const std::string& name,
                                               Orientation orientation,
                                               const std::string& field);
  void describe(const Hdf5Node& node, Orientation orientation, const std::string& field);

  std::string file_path_;
  std::string inside_;
  Hdf5Handle dataset_;
  Hdf5Handle field_type_;  ///< a compound of the one field; none for a data set of numbers
  std::uint64_t rows_ = 0;
  std::size_t columns_ = 1;
  std::size_t rank_ = 1;
  Orientation orientation_ = Orientation::time_first;
  SampleType type_ = SampleType::int16;
  std::uint64_t missing_chunks_ = 0;
  std::unique_ptr<ChunkReader> chunks_;  ///< none: only the library can read the data set
};

}  // namespace calfemg::io
