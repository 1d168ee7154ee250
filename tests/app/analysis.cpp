// SPDX-License-Identifier: Apache-2.0
#include "app/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>
#include <zlib.h>

#include "app/program.hpp"
#include "support/catch.hpp"

namespace calfemg::test {
namespace {

bool same(const std::string& first, const std::string& second, double tolerance) {
  if (first == second) return true;
  char* end_of_first = nullptr;
  char* end_of_second = nullptr;
  const double a = std::strtod(first.c_str(), &end_of_first);
  const double b = std::strtod(second.c_str(), &end_of_second);
  if (first.empty() || second.empty() || *end_of_first != '\0' || *end_of_second != '\0')
    return false;
  return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace

std::vector<Row> packed_table(const std::filesystem::path& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::vector<char> buffer(1 << 16);
  for (int count = 0; (count = gzread(file, buffer.data(), 1 << 16)) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(count));
  gzclose(file);
  return rows_of(std::move(text));
}

Analysis analyse(const std::filesystem::path& recording,
                 const std::filesystem::path& out,
                 const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"analyze", recording.string(), "--out", out.string(), "--quiet"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const auto run = run_program(words);
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  const auto folder = only_folder(out);
  return {table(folder / "events.tsv"), packed_table(folder / "features.tsv.gz")};
}

namespace {

/// Cells may hold several: "name=number;name=number".
std::vector<std::string> words_of(const std::string& cell) {
  std::vector<std::string> words(1);
  for (const char c : cell) {
    if (c == ';' || c == '=') {
      words.emplace_back();
    } else {
      words.back().push_back(c);
    }
  }
  return words;
}

bool same_cells(const std::string& a, const std::string& b, double tolerance) {
  const auto in_a = words_of(a);
  const auto in_b = words_of(b);
  return std::equal(
      in_a.begin(),
      in_a.end(),
      in_b.begin(),
      in_b.end(),
      [tolerance](const std::string& x, const std::string& y) { return same(x, y, tolerance); });
}

}  // namespace

std::vector<std::string> differences(const std::vector<Row>& first,
                                     const std::vector<Row>& second,
                                     double tolerance,
                                     const std::vector<std::string>& left_out) {
  constexpr std::size_t kMost = 10;
  std::vector<std::string> found;
  if (first.size() != second.size())
    found.push_back(std::to_string(first.size()) + " and " + std::to_string(second.size()) +
                    " rows");
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    for (const auto& [column, cell] : first[i]) {
      if (std::find(left_out.begin(), left_out.end(), column) != left_out.end()) continue;
      const std::string& other = second[i].at(column);
      if (same_cells(cell, other, tolerance)) continue;
      std::string text = "row " + std::to_string(i);
      for (const std::string& part : {std::string(" "), column, std::string(": "), cell})
        text += part;
      found.push_back(text.append(" and ").append(other));
      if (found.size() >= kMost) return found;
    }
  }
  return found;
}

}  // namespace calfemg::test
