// SPDX-License-Identifier: Apache-2.0
#include "app/results.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace calfemg::test {

namespace fs = std::filesystem;

std::vector<Row> rows_of(std::string text_of_table) {
  std::istringstream file(std::move(text_of_table));
  const auto cells = [](const std::string& line) {
    std::vector<std::string> parts;
    std::istringstream text(line);
    for (std::string part; std::getline(text, part, '\t');)
      parts.push_back(part);
    return parts;
  };
  std::string line;
  std::getline(file, line);
  const auto header = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    Row row;
    const auto parts = cells(line);
    for (std::size_t i = 0; i < parts.size(); ++i)
      row[header.at(i)] = parts[i];
    rows.push_back(row);
  }
  return rows;
}

std::vector<Row> table(const fs::path& path) {
  return rows_of(contents(path));
}

std::vector<Row> of_type(const std::vector<Row>& rows, const std::string& type) {
  std::vector<Row> chosen;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen), [&](const Row& row) {
    return row.at("trial_type") == type;
  });
  return chosen;
}

fs::path only_folder(const fs::path& out) {
  REQUIRE(std::distance(fs::directory_iterator(out), fs::directory_iterator{}) == 1);
  return fs::directory_iterator(out)->path();
}

bool nothing_left(const fs::path& out) {
  return !fs::exists(out) || fs::is_empty(out);
}

}  // namespace calfemg::test
