// SPDX-License-Identifier: Apache-2.0
#include "io/stored_data.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <hdf5.h>

#include "core/error.hpp"

namespace calfemg::io {
namespace {

struct FilterRow {
  int number;
  std::string_view name;
  std::string_view package;  // of Debian 12; empty when there is none
};

constexpr std::string_view kNexus = "hdf5-filter-plugin";

constexpr std::array kFilters{
    FilterRow{H5Z_FILTER_DEFLATE, "deflate", ""},
    FilterRow{H5Z_FILTER_SZIP, "szip", "libsz2"},
    FilterRow{305, "lzo", ""},
    FilterRow{307, "bzip2", kNexus},
    FilterRow{32000, "lzf", "hdf5-plugin-lzf"},
    FilterRow{32001, "blosc", "hdf5-filter-plugin-blosc-serial"},
    FilterRow{32002, "mafisc", ""},
    FilterRow{32003, "snappy", ""},
    FilterRow{32004, "lz4", kNexus},
    FilterRow{32008, "bitshuffle", ""},
    FilterRow{32013, "zfp", "hdf5-filter-plugin-zfp-serial"},
    FilterRow{32014, "fpzip", ""},
    FilterRow{32015, "zstd", ""},
    FilterRow{32017, "sz", ""},
    FilterRow{32018, "fcidecomp", ""},
    FilterRow{32024, "sz3", ""},
    FilterRow{32026, "blosc2", ""},
    FilterRow{32027, "flac", ""},
    FilterRow{32028, "sperr", ""},
};

// What the strongest common filter, deflate, makes of zeros (zlib's technical notes).
constexpr std::uint64_t kStrongestCompression = 1032;
constexpr std::uint64_t kSmall = 1ULL << 30U;  // below, a wrong size does no harm

std::uint64_t declared_bytes(const Hdf5Node& dataset) {
  const Hdf5Handle type(H5Dget_type(dataset.id()));
  std::uint64_t bytes = H5Tget_size(type.id());
  for (const std::uint64_t extent : dataset.shape()) {
    if (extent > 0 && bytes > UINT64_MAX / extent) return UINT64_MAX;
    bytes *= extent;
  }
  return bytes;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMillion = 1'000'000;
  if (bytes < kMillion) return std::to_string(bytes) + " bytes";
  return std::to_string(bytes / kMillion) + " MB";
}

// The library asks before it follows a link to another file, and is told no. Its types, not ours.
// NOLINTNEXTLINE(readability-function-size)
herr_t do_not_follow(const char* /*file*/,
                     const char* /*path*/,
                     const char* /*other_file*/,
                     const char* /*other_path*/,
                     unsigned* /*flags*/,
                     hid_t /*access*/,
                     void* /*data*/) {
  return -1;
}

}  // namespace

MissingFilter missing_filter(int number, const std::string& stored_name) {
  const auto* const row = std::find_if(kFilters.begin(),
                                       kFilters.end(),
                                       [number](const FilterRow& f) { return f.number == number; });
  const bool known = row != kFilters.end();
  const std::string name = known ? std::string(row->name) : stored_name;
  MissingFilter filter;
  filter.label = std::to_string(number) + (name.empty() ? "" : " (" + name + ")");
  const std::string rewrite =
      "rewrite the file with `h5repack -f GZIP=4 FILE NEW` where the plug-in is there";
  filter.remedy =
      known && !row->package.empty()
          ? "install the package " + std::string(row->package) + ", or " + rewrite
          : "install its plug-in and name its folder in HDF5_PLUGIN_PATH, or " + rewrite;
  return filter;
}

void require_filters(const Hdf5Node& dataset) {
  const Hdf5Handle creation(H5Dget_create_plist(dataset.id()));
  const int count = H5Pget_nfilters(creation.id());
  for (int i = 0; i < count; ++i) {
    constexpr std::size_t kNameBytes = 80;
    std::array<char, kNameBytes> name{};
    std::size_t parameters = 0;
    unsigned flags = 0;
    unsigned config = 0;
    const H5Z_filter_t filter = H5Pget_filter2(creation.id(),
                                               static_cast<unsigned>(i),
                                               &flags,
                                               &parameters,
                                               nullptr,
                                               name.size(),
                                               name.data(),
                                               &config);
    if (filter < 0 || H5Zfilter_avail(filter) > 0) continue;
    name.back() = '\0';
    const MissingFilter missing = missing_filter(filter, name.data());
    throw core::FileError(dataset.file_path(),
                          dataset.inside() + " is compressed with the HDF5 filter " +
                              missing.label + ", which is not installed; " + missing.remedy + ".");
  }
}

void require_stored_inside(const Hdf5Node& dataset) {
  const Hdf5Handle creation(H5Dget_create_plist(dataset.id()));
  const std::string hint = "copy the numbers into one file, for example with h5py";
  if (H5Pget_layout(creation.id()) == H5D_VIRTUAL)
    dataset.refuse("", "numbers in this file", "a virtual data set, made of others", hint);
  if (H5Pget_external_count(creation.id()) > 0)
    dataset.refuse("", "numbers in this file", "a data set whose numbers lie in other files", hint);
}

void require_real_size(const Hdf5Node& dataset) {
  const std::uint64_t declared = declared_bytes(dataset);
  if (declared == 0) return;
  const std::uint64_t stored = H5Dget_storage_size(dataset.id());
  if (stored == 0) dataset.refuse("", "samples", "a data set that was declared but never written");
  std::error_code error;
  const std::uint64_t file = std::filesystem::file_size(dataset.file_path(), error);
  if (!error && stored > file)
    dataset.refuse("",
                   "at most the " + bytes_text(file) + " of the file",
                   bytes_text(stored) + " of samples",
                   "the file is damaged or truncated, copy it again from the recorder");
  if (declared > kSmall && stored < declared / kStrongestCompression)
    dataset.refuse("",
                   bytes_text(declared) + " of samples, as declared",
                   bytes_text(stored) + " stored",
                   "almost nothing of it was ever written; cut the data set to what was recorded");
}

Hdf5Handle staying_inside() {
  Hdf5Handle access(H5Pcreate(H5P_LINK_ACCESS));
  H5Pset_elink_cb(access.id(), do_not_follow, nullptr);
  return access;
}

void require_link_inside(const Hdf5Node& group, const std::string& name) {
  H5L_info_t info{};
  if (H5Lget_info(group.id(), name.c_str(), &info, H5P_DEFAULT) < 0) return;
  if (info.type != H5L_TYPE_EXTERNAL) return;
  group.refuse(name,
               "data in this file",
               "a link to another file",
               "put what it links to into this file, for example with `h5copy -f ext`");
}

}  // namespace calfemg::io
