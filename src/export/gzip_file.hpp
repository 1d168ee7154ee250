// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace calfemg::exporting {

/// A gzip file that is written from begin to end. It holds neither time nor name: same content,
/// same bytes.
class GzipFile {
 public:
  /// @throws core::OutputError when the file cannot be created
  explicit GzipFile(const std::filesystem::path& path);
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;
  GzipFile(GzipFile&&) noexcept;
  GzipFile& operator=(GzipFile&&) noexcept;
  /// Closes without a check, for the way out of an exception; call `close` before.
  ~GzipFile();

  /// @throws core::OutputError, e.g. when the disk is full
  void write(std::string_view bytes);

  /// Appends a whole gzip file as it is.
  /// @throws core::OutputError, also when it cannot be read
  void append_file(const std::filesystem::path& path);

  /// Writes what is left. The file is complete only when this returned.
  /// @throws core::OutputError
  void close();

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

/// The whole content of such a file; "" when there is none or it is damaged.
[[nodiscard]] std::string text_of_gzip(const std::filesystem::path& path);

/// Hands the lines of such a file to `take`, without their ends, until it returns false. Needs the
/// memory of a few pieces of the file, whatever its length.
/// @throws core::FileError when there is none, or it is damaged or not complete
void for_each_line_of_gzip(const std::filesystem::path& path,
                           const std::function<bool(std::string_view)>& take);

}  // namespace calfemg::exporting
