// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

namespace calfemg::io {

/// Owns one identifier of the HDF5 library (hid_t, kept as its integer so that the library's
/// header stays out of ours): a file, group, data set, type, space or property list.
class Hdf5Handle {
 public:
  Hdf5Handle() = default;

  explicit Hdf5Handle(std::int64_t id) : id_(id) {}

  ~Hdf5Handle() { (void)close(); }

  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;

  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, kNone)) {}

  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept;

  [[nodiscard]] std::int64_t id() const { return id_; }

  /// False when the call that should have made it failed.
  [[nodiscard]] explicit operator bool() const { return id_ >= 0; }

  /// Lets go now; false when the library could not close the object, which for a file means that
  /// it is not complete.
  [[nodiscard]] bool close() noexcept;

 private:
  static constexpr std::int64_t kNone = -1;

  std::int64_t id_ = kNone;
};

/// Keeps the library from printing its own errors, and from running its exit handler, which
/// crashes on a data set whose last write failed. Called before anything else of the library.
void prepare_hdf5();

/// Innermost reason of the library call that failed last: "truncated file: eof = 96, ...".
[[nodiscard]] std::string hdf5_problem();

/// Opens a file for reading, without locks (archives are often on read-only or network disks).
/// @throws core::FileError  missing, a folder, empty, unreadable, no HDF5, truncated, not closed
[[nodiscard]] Hdf5Handle open_hdf5(const std::filesystem::path& path);

}  // namespace calfemg::io
