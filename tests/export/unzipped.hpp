// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <zlib.h>

namespace calfemg::test {

/// The content of a gzip file, read with zlib.
inline std::string unzipped(const std::filesystem::path& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error("cannot open " + path.string());
  std::string text;
  std::string buffer(65536, '\0');
  int count = 0;
  while ((count = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0)
    text.append(buffer, 0, static_cast<std::size_t>(count));
  if (gzclose(file) != Z_OK || count < 0) throw std::runtime_error("damaged gzip file");
  return text;
}

}  // namespace calfemg::test
