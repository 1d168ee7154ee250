// SPDX-License-Identifier: Apache-2.0
#include "export/tsv_text.hpp"

#include <fstream>
#include <sstream>

#include "core/error.hpp"

namespace calfemg::exporting {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw core::FileError(path.string(), "cannot be opened; check the path");
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad() || std::filesystem::is_directory(path))
    throw core::FileError(path.string(), "cannot be read as a text file");
  return text.str();
}

std::vector<std::string_view> lines_of(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (auto& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  return split(line, '\t');
}

}  // namespace calfemg::exporting
