// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "export/event_columns.hpp"
#include "export/features_columns.hpp"
#include "export/sample_session.hpp"
#include "export/session_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;

namespace {

// A section of docs/outputs.md, from its heading to the next one.
std::string section(const std::string& heading) {
  const std::string page = test::contents(CALFEMG_SOURCE_DIR "/docs/outputs.md");
  const auto begin = page.find("\n## " + heading + "\n");
  REQUIRE(begin != std::string::npos);
  return page.substr(begin, page.find("\n## ", begin + 1) - begin);
}

// "| `onset` | s | ..." -> "onset|s", line by line.
std::vector<std::string> columns_of(const std::string& section_text) {
  std::vector<std::string> columns;
  std::istringstream lines(section_text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    const auto name_end = line.find('`', 3);
    const auto unit_begin = line.find("| ", name_end) + 2;
    const auto unit_end = line.find(" |", unit_begin - 1);
    const std::string unit =
        unit_end > unit_begin ? line.substr(unit_begin, unit_end - unit_begin) : std::string();
    columns.push_back(line.substr(3, name_end - 3) + "|" + unit);
  }
  return columns;
}

template <class Columns>
void append(std::vector<std::string>& list, const Columns& columns) {
  for (const auto& column : columns)
    list.push_back(std::string(column.name) + "|" + std::string(column.unit));
}

}  // namespace

TEST_CASE("the page of outputs lists the columns of events.tsv, in order, with their units",
          "[export][docs]") {
  std::vector<std::string> columns;
  append(columns, exporting::leading_columns());
  append(columns, exporting::measure_columns());
  append(columns, exporting::trailing_columns());
  CHECK(columns_of(section("events.tsv")) == columns);
}

TEST_CASE("the page of outputs lists the columns of features.tsv.gz", "[export][docs]") {
  std::vector<std::string> columns;
  append(columns, exporting::identity_columns());
  append(columns, exporting::quality_columns());
  CHECK(columns_of(section("features.tsv.gz")) == columns);
}

TEST_CASE("the page of outputs names every member of the report and of the provenance",
          "[export][docs]") {
  const auto result = test::sample_result();
  const std::string report_section = section("report.json");
  const std::string provenance_section = section("provenance.json");
  const auto report = nlohmann::json::parse(exporting::report_json(test::sample_table(), result));
  for (const auto& [name, value] : report.items()) {
    CAPTURE(name);
    CHECK(report_section.find("`" + name + "`") != std::string::npos);
  }
  const auto provenance = nlohmann::json::parse(exporting::provenance_json(result.provenance, {}));
  for (const auto& [name, value] : provenance.items()) {
    CAPTURE(name);
    CHECK(provenance_section.find("`" + name + "`") != std::string::npos);
  }
}
