// SPDX-License-Identifier: Apache-2.0
#include "io/chunk_reader.hpp"

#include <algorithm>
#include <cstring>
#include <libdeflate.h>
#include <new>
#include <utility>

#include <hdf5.h>

namespace calfemg::io {
namespace {

constexpr std::size_t kLargestRowBytes = 64ULL << 20U;  // larger ones are left to the library
constexpr std::size_t kSlackBytes = 1024;  // an incompressible chunk grows by less than this
constexpr std::size_t kTwo = sizeof(std::int16_t);
constexpr std::size_t kFour = sizeof(std::int32_t);
constexpr std::size_t kEight = sizeof(std::int64_t);

// Bytes of one significance lie together; `count` samples of `Bytes` are put back into their order.
template <std::size_t Bytes>
void unshuffle_as(const std::byte* from, std::size_t count, std::byte* to) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t b = 0; b < Bytes; ++b)
      to[i * Bytes + b] = from[b * count + i];
  }
}

void unshuffle(const std::byte* from, std::size_t bytes, std::size_t sample_bytes, std::byte* to) {
  const std::size_t count = bytes / sample_bytes;
  switch (sample_bytes) {
    case kTwo:
      return unshuffle_as<kTwo>(from, count, to);
    case kFour:
      return unshuffle_as<kFour>(from, count, to);
    case kEight:
      return unshuffle_as<kEight>(from, count, to);
    default:
      std::memcpy(to, from, bytes);  // one byte: nothing was moved
  }
}

bool is_plain_chunked(std::int64_t creation) {
  unsigned options = 0;
  return H5Pget_layout(creation) == H5D_CHUNKED && H5Pget_chunk_opts(creation, &options) >= 0 &&
         options == 0;
}

}  // namespace

struct ChunkReader::Inflater {
  Inflater() : decompressor(libdeflate_alloc_decompressor()) {
    if (decompressor == nullptr) throw std::bad_alloc();
  }

  ~Inflater() { libdeflate_free_decompressor(decompressor); }

  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(Inflater&&) = delete;

  libdeflate_decompressor* decompressor;
};

ChunkReader::ChunkReader() : inflater_(std::make_unique<Inflater>()) {}

ChunkReader::~ChunkReader() = default;

std::unique_ptr<ChunkReader> ChunkReader::make(const Hdf5Node& dataset, const Layout& layout) {
  const Hdf5Handle creation(H5Dget_create_plist(dataset.id()));
  const Hdf5Handle stored(H5Dget_type(dataset.id()));
  if (!is_plain_chunked(creation.id()) || H5Tequal(stored.id(), layout.native_type) <= 0)
    return nullptr;
  std::unique_ptr<ChunkReader> reader(new ChunkReader());
  reader->layout_ = layout;
  if (!reader->take_filters(creation.id()) || !reader->take_shape(dataset, creation.id()))
    return nullptr;
  reader->take_fill_value(creation.id());
  return reader;
}

bool ChunkReader::take_filters(std::int64_t creation) {
  const int count = H5Pget_nfilters(creation);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0;
    std::size_t values = 1;
    unsigned value = 0;
    const H5Z_filter_t filter = H5Pget_filter2(
        creation, static_cast<unsigned>(i), &flags, &values, &value, 0, nullptr, nullptr);
    const unsigned bit = 1U << static_cast<unsigned>(i);
    const bool is_shuffle =
        filter == H5Z_FILTER_SHUFFLE && i == 0 && values >= 1 && value == layout_.sample_bytes;
    const bool is_last_deflate = filter == H5Z_FILTER_DEFLATE && i + 1 == count;
    if (is_shuffle) {
      shuffle_bit_ = bit;
    } else if (is_last_deflate) {
      deflate_bit_ = bit;
    } else {
      return false;
    }
  }
  return true;
}

bool ChunkReader::take_shape(const Hdf5Node& dataset, std::int64_t creation) {
  std::array<hsize_t, 2> chunk{1, 1};
  if (H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data()) !=
      static_cast<int>(layout_.rank))
    return false;
  const auto shape = dataset.shape();
  const std::size_t time = layout_.time_axis;
  samples_ = shape.at(time);
  chunk_samples_ = chunk.at(time);
  if (layout_.rank == 2) {
    columns_ = static_cast<std::size_t>(shape.at(1 - time));
    chunk_columns_ = chunk.at(1 - time);
  }
  chunks_across_ = (columns_ + chunk_columns_ - 1) / chunk_columns_;
  const std::size_t most = kLargestRowBytes / layout_.sample_bytes / chunks_across_;
  if (chunk_samples_ > most || chunk_columns_ > most / chunk_samples_) return false;
  chunk_bytes_ = chunk_samples_ * chunk_columns_ * layout_.sample_bytes;
  return true;
}

void ChunkReader::take_fill_value(std::int64_t creation) {
  fill_.assign(layout_.sample_bytes, std::byte{0});
  H5D_fill_value_t defined = H5D_FILL_VALUE_ERROR;
  if (H5Pfill_value_defined(creation, &defined) >= 0 && defined != H5D_FILL_VALUE_UNDEFINED)
    (void)H5Pget_fill_value(creation, layout_.native_type, fill_.data());
}

// What `stored_` holds, through the filters that the chunk did not skip.
bool ChunkReader::decode(std::size_t stored_bytes, unsigned skipped_filters, std::byte* to) {
  const bool inflates = (deflate_bit_ & ~skipped_filters) != 0;
  const bool shuffled = (shuffle_bit_ & ~skipped_filters) != 0;
  if (!inflates && stored_bytes != chunk_bytes_) return false;
  const std::byte* bytes = stored_.data();
  if (inflates) {
    inflated_.resize(chunk_bytes_);
    std::byte* const target = shuffled ? inflated_.data() : to;
    const auto result = libdeflate_zlib_decompress(
        inflater_->decompressor, stored_.data(), stored_bytes, target, chunk_bytes_, nullptr);
    if (result != LIBDEFLATE_SUCCESS) return false;
    bytes = target;
  }
  if (shuffled) {
    unshuffle(bytes, chunk_bytes_, layout_.sample_bytes, to);
  } else if (!inflates) {
    std::memcpy(to, bytes, chunk_bytes_);
  }
  return true;
}

bool ChunkReader::load_chunk(std::int64_t dataset,
                             std::array<std::uint64_t, 2> offset,
                             std::byte* to) {
  const std::array<hsize_t, 2> at{offset[0], offset[1]};
  hsize_t bytes = 0;
  if (H5Dget_chunk_storage_size(dataset, at.data(), &bytes) < 0) return false;
  if (bytes == 0) {  // never written
    for (std::size_t i = 0; i < chunk_bytes_; i += fill_.size())
      std::memcpy(to + i, fill_.data(), fill_.size());
    return true;
  }
  if (bytes > 2 * chunk_bytes_ + kSlackBytes) return false;
  stored_.resize(bytes);
  std::uint32_t skipped_filters = 0;
  return H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &skipped_filters, stored_.data()) >= 0 &&
         decode(bytes, skipped_filters, to);
}

bool ChunkReader::load_row(std::int64_t dataset, std::uint64_t row) {
  if (row == row_) return true;
  row_ = kNoRow;
  decoded_.resize(chunk_bytes_ * chunks_across_);
  for (std::size_t c = 0; c < chunks_across_; ++c) {
    std::array<std::uint64_t, 2> offset{row * chunk_samples_, c * chunk_columns_};
    if (layout_.time_axis == 1) std::swap(offset[0], offset[1]);
    if (!load_chunk(dataset, offset, decoded_.data() + c * chunk_bytes_)) return false;
  }
  row_ = row;
  return true;
}

// The part of a decoded chunk that lies in the request.
void ChunkReader::copy_part(std::uint64_t first,
                            std::size_t count,
                            std::size_t chunk,
                            std::byte* buffer) const {
  const std::size_t bytes = layout_.sample_bytes;
  const std::uint64_t row_begin = row_ * chunk_samples_;
  const std::uint64_t begin = std::max(first, row_begin);
  const std::uint64_t end = std::min(first + count, row_begin + chunk_samples_);
  const std::size_t column = chunk * chunk_columns_;
  const std::size_t wide = std::min(chunk_columns_, columns_ - column);
  const std::size_t inside = begin - row_begin;
  const std::size_t outside = begin - first;
  const std::size_t length = end - begin;
  const std::byte* const from = decoded_.data() + chunk * chunk_bytes_;
  if (layout_.time_axis == 1) {
    for (std::size_t c = 0; c < wide; ++c)
      std::memcpy(buffer + ((column + c) * count + outside) * bytes,
                  from + (c * chunk_samples_ + inside) * bytes,
                  length * bytes);
  } else if (wide == columns_ && chunk_columns_ == columns_) {
    std::memcpy(buffer + outside * columns_ * bytes,
                from + inside * columns_ * bytes,
                length * columns_ * bytes);
  } else {
    for (std::size_t i = 0; i < length; ++i)
      std::memcpy(buffer + ((outside + i) * columns_ + column) * bytes,
                  from + (inside + i) * chunk_columns_ * bytes,
                  wide * bytes);
  }
}

bool ChunkReader::read(std::int64_t dataset,
                       std::uint64_t first,
                       std::size_t count,
                       std::byte* buffer) {
  if (count == 0) return true;
  for (std::uint64_t row = first / chunk_samples_; row * chunk_samples_ < first + count; ++row) {
    if (!load_row(dataset, row)) return false;
    for (std::size_t c = 0; c < chunks_across_; ++c)
      copy_part(first, count, c, buffer);
  }
  return true;
}

}  // namespace calfemg::io
