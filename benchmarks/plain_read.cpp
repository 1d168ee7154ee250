// SPDX-License-Identifier: Apache-2.0
// What a recording costs when it is only read: H5Dread of one data set in blocks, as it is stored.
//   plain_read FILE DATASET
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <hdf5.h>

namespace {

constexpr hsize_t kBlockBytes = 1U << 20U;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: plain_read FILE DATASET\n", stderr);
    return 2;
  }
  const hid_t file = H5Fopen(argv[1], H5F_ACC_RDONLY, H5P_DEFAULT);
  const hid_t set = file < 0 ? -1 : H5Dopen2(file, argv[2], H5P_DEFAULT);
  if (set < 0) return 3;
  const hid_t space = H5Dget_space(set);
  const hid_t stored = H5Dget_type(set);
  const hid_t type = H5Tget_native_type(stored, H5T_DIR_ASCEND);
  hsize_t shape[2] = {1, 1};
  const int rank = H5Sget_simple_extent_dims(space, shape, nullptr);
  if (rank < 1 || rank > 2) return 3;
  const hsize_t row_bytes = shape[1] * H5Tget_size(type);
  const hsize_t step = std::max<hsize_t>(1, kBlockBytes / row_bytes);
  std::vector<std::uint8_t> block(static_cast<std::size_t>(step * row_bytes));
  for (hsize_t first = 0; first < shape[0]; first += step) {
    const hsize_t start[2] = {first, 0};
    const hsize_t count[2] = {std::min(step, shape[0] - first), shape[1]};
    H5Sselect_hyperslab(space, H5S_SELECT_SET, start, nullptr, count, nullptr);
    const hid_t memory = H5Screate_simple(rank, count, nullptr);
    if (H5Dread(set, type, memory, space, H5P_DEFAULT, block.data()) < 0) return 3;
    H5Sclose(memory);
  }
  std::printf("%llu samples\n", static_cast<unsigned long long>(shape[0] * shape[1]));
  return 0;
}
