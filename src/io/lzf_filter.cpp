// SPDX-License-Identifier: Apache-2.0
#include "io/lzf_filter.hpp"

#include <algorithm>

#include <hdf5.h>

namespace calfemg::io {
namespace {

constexpr H5Z_filter_t kLzf = 32000;       // in the list of registered filters of the HDF Group
constexpr std::size_t kSizeParameter = 2;  // bytes of a chunk; version numbers stand before it
constexpr std::size_t kMostBytes = 256ULL << 20U;

// A control byte below 32 begins literals. Above, it holds the length in its upper three bits (7:
// one more byte) and the high part of the distance in its lower five.
constexpr unsigned kFirstReference = 32;
constexpr unsigned kLengthShift = 5;
constexpr unsigned kLongLength = 7;
constexpr unsigned kDistanceMask = 0x1f;
constexpr unsigned kDistanceShift = 8;
constexpr std::size_t kShortestReference = 2;

class LzfBytes {
 public:
  explicit LzfBytes(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t left() const { return bytes_.size(); }

  [[nodiscard]] std::optional<unsigned> next() {
    if (bytes_.empty()) return std::nullopt;
    const auto value = std::to_integer<unsigned>(bytes_.front());
    bytes_ = bytes_.subspan(1);
    return value;
  }

  [[nodiscard]] std::span<const std::byte> take(std::size_t count) {
    const auto taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }

 private:
  std::span<const std::byte> bytes_;
};

// Repeats what was written `distance` bytes ago; the two may overlap.
bool copy_reference(unsigned control, LzfBytes& in, std::vector<std::byte>& out, std::size_t size) {
  std::size_t length = control >> kLengthShift;
  if (length == kLongLength) {
    const auto more = in.next();
    if (!more) return false;
    length += *more;
  }
  length += kShortestReference;
  const auto low = in.next();
  if (!low) return false;
  const std::size_t distance = ((control & kDistanceMask) << kDistanceShift) + *low + 1;
  if (distance > out.size() || length > size - out.size()) return false;
  for (std::size_t i = 0; i < length; ++i)
    out.push_back(out[out.size() - distance]);
  return true;
}

// The library's way to call a filter.
// NOLINTNEXTLINE(readability-function-size)
std::size_t lzf_filter(unsigned flags,
                       std::size_t parameter_count,
                       const unsigned parameters[],
                       std::size_t stored_bytes,
                       std::size_t* buffer_bytes,
                       void** buffer) {
  constexpr std::size_t kFailed = 0;
  if ((flags & H5Z_FLAG_REVERSE) == 0 || parameter_count <= kSizeParameter) return kFailed;
  const std::size_t size = parameters[kSizeParameter];
  if (size == 0 || size > kMostBytes) return kFailed;
  const auto plain = lzf_decompressed({static_cast<const std::byte*>(*buffer), stored_bytes}, size);
  if (!plain) return kFailed;
  void* const memory = H5allocate_memory(size, false);
  if (memory == nullptr) return kFailed;
  std::copy(plain->begin(), plain->end(), static_cast<std::byte*>(memory));
  H5free_memory(*buffer);
  *buffer = memory;
  *buffer_bytes = size;
  return size;
}

}  // namespace

std::optional<std::vector<std::byte>> lzf_decompressed(std::span<const std::byte> compressed,
                                                       std::size_t size) {
  LzfBytes in(compressed);
  std::vector<std::byte> out;
  out.reserve(size);
  while (const auto control = in.next()) {
    if (*control >= kFirstReference) {
      if (!copy_reference(*control, in, out, size)) return std::nullopt;
      continue;
    }
    const std::size_t literals = *control + 1;
    if (literals > in.left() || literals > size - out.size()) return std::nullopt;
    const auto bytes = in.take(literals);
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  if (out.size() != size) return std::nullopt;
  return out;
}

void register_lzf() {
  if (H5Zfilter_avail(kLzf) > 0) return;
  const H5Z_class2_t filter{H5Z_CLASS_T_VERS, kLzf, 0, 1, "lzf", nullptr, nullptr, lzf_filter};
  H5Zregister(&filter);
}

}  // namespace calfemg::io
