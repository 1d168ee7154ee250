// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "io/hdf5_handle.hpp"
#include "io/sample_dataset.hpp"

namespace calfemg::io {

/// Shape of a growing data set, (time, channel) or a column, and how it is packed.
struct SampleStorage {
  SampleType type = SampleType::int16;
  std::size_t channels = 1;
  std::size_t chunk_rows = 1;
  int deflate_level = 0;  ///< 0..9; above 0 with shuffle
  bool column = false;    ///< one dimension; for a single channel
};

/// A new HDF5 file and what is written into it. Objects carry no time stamps: the same content
/// gives the same bytes. Every function throws core::OutputError when the library cannot write.
class Hdf5Output {
 public:
  explicit Hdf5Output(std::filesystem::path path);

  [[nodiscard]] const Hdf5Handle& file() const { return file_; }

  [[nodiscard]] Hdf5Handle create_group(const Hdf5Handle& parent, const std::string& name) const;
  [[nodiscard]] Hdf5Handle create_samples(const Hdf5Handle& parent,
                                          const std::string& name,
                                          const SampleStorage& storage) const;
  void write_text(const Hdf5Handle& object, const std::string& name, const std::string& text) const;
  void write_number(const Hdf5Handle& object, const std::string& name, double value) const;
  void write_texts(const Hdf5Handle& parent,
                   const std::string& name,
                   const std::vector<std::string>& texts) const;
  void write_numbers(const Hdf5Handle& parent,
                     const std::string& name,
                     const std::vector<double>& values) const;
  void write_codes(const Hdf5Handle& parent,
                   const std::string& name,
                   const std::vector<std::uint8_t>& codes) const;
  void write_integers(const Hdf5Handle& parent,
                      const std::string& name,
                      const std::vector<std::int32_t>& values) const;
  /// A data set of one text.
  void write_single_text(const Hdf5Handle& parent,
                         const std::string& name,
                         const std::string& text) const;
  /// An attribute that is a list of texts.
  void write_text_list(const Hdf5Handle& object,
                       const std::string& name,
                       const std::vector<std::string>& texts) const;
  /// A data set that was written, to give it attributes.
  [[nodiscard]] Hdf5Handle written(const Hdf5Handle& parent, const std::string& name) const;

  /// Adds rows at the end of a data set that has `rows` of them.
  void append(const Hdf5Handle& samples,
              std::uint64_t rows,
              std::span<const std::int16_t> values) const;
  void append(const Hdf5Handle& samples,
              std::uint64_t rows,
              std::span<const std::int32_t> values) const;
  void append(const Hdf5Handle& samples, std::uint64_t rows, std::span<const float> values) const;
  void append(const Hdf5Handle& samples, std::uint64_t rows, std::span<const double> values) const;

  /// Writes everything out, chunks of open data sets included.
  void flush() const;
  /// Handles of data sets must be closed before, after a flush: only that one reports failure.
  void close();

 private:
  void write_dataset(const Hdf5Handle& parent,
                     const std::string& name,
                     std::int64_t type,
                     std::size_t count,
                     const void* values) const;
  void append_rows(const Hdf5Handle& samples,
                   std::uint64_t rows,
                   std::int64_t type,
                   std::size_t count,
                   const void* values) const;
  void require(bool good, const std::string& what) const;

  std::filesystem::path path_;
  Hdf5Handle file_;
};

}  // namespace calfemg::io
