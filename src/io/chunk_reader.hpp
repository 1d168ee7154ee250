// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// Reads a data set chunk by chunk past the library's filters: the stored bytes are inflated by
/// libdeflate, which takes half the time, and each chunk once. Only for data sets of 1 or 2
/// dimensions whose samples are stored as the machine holds them, without a filter or with
/// {shuffle}, {deflate} or {shuffle, deflate}; gives the bytes that H5Dread gives.
class ChunkReader {
 public:
  struct Layout {
    std::int64_t native_type = -1;  ///< as the caller holds samples in memory
    std::size_t sample_bytes = 0;
    std::size_t rank = 1;
    std::size_t time_axis = 0;
  };

  /// None when the data set is stored in another way, or one row of chunks is too large to keep.
  [[nodiscard]] static std::unique_ptr<ChunkReader> make(const Hdf5Node& dataset,
                                                         const Layout& layout);

  ~ChunkReader();
  ChunkReader(const ChunkReader&) = delete;
  ChunkReader& operator=(const ChunkReader&) = delete;
  ChunkReader(ChunkReader&&) = delete;
  ChunkReader& operator=(ChunkReader&&) = delete;

  /// All columns of `count` samples from `first` on, as SampleDataset::read_stored gives them.
  /// False when a chunk cannot be read or decoded; the library then says why.
  /// @param dataset  identifier of the open data set
  [[nodiscard]] bool read(std::int64_t dataset,
                          std::uint64_t first,
                          std::size_t count,
                          std::byte* buffer);

 private:
  struct Inflater;
  ChunkReader();

  [[nodiscard]] bool take_filters(std::int64_t creation);
  [[nodiscard]] bool take_shape(const Hdf5Node& dataset, std::int64_t creation);
  void take_fill_value(std::int64_t creation);
  [[nodiscard]] bool load_row(std::int64_t dataset, std::uint64_t row);
  [[nodiscard]] bool load_chunk(std::int64_t dataset,
                                std::array<std::uint64_t, 2> offset,
                                std::byte* to);
  [[nodiscard]] bool decode(std::size_t stored_bytes, unsigned skipped_filters, std::byte* to);
  void copy_part(std::uint64_t first,
                 std::size_t count,
                 std::size_t chunk,
                 std::byte* buffer) const;

  Layout layout_;
  std::size_t columns_ = 1;
  std::uint64_t samples_ = 0;
  std::size_t chunk_samples_ = 0;
  std::size_t chunk_columns_ = 1;
  std::size_t chunk_bytes_ = 0;
  std::size_t chunks_across_ = 1;
  unsigned shuffle_bit_ = 0;  ///< bit of the filter in a chunk's mask; 0: not in the pipeline
  unsigned deflate_bit_ = 0;
  std::vector<std::byte> fill_;

  static constexpr std::uint64_t kNoRow = ~std::uint64_t{0};
  std::uint64_t row_ = kNoRow;      ///< which row of chunks `decoded_` holds
  std::vector<std::byte> decoded_;  ///< chunks of one instant, one behind the other
  std::vector<std::byte> stored_;
  std::vector<std::byte> inflated_;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace calfemg::io
