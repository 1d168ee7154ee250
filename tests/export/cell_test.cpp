// SPDX-License-Identifier: Apache-2.0
#include "export/cell.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace calfemg::exporting;

TEST_CASE("a text keeps everything but what would break the table", "[export][cell]") {
  CHECK(text_cell("GM.L.upper") == "GM.L.upper");
  CHECK(text_cell("a\tb\r\nc\x7f") == "a b  c ");
  CHECK(text_cell("") == "n/a");
  CHECK(text_cell("Wade \xC3\xBC") == "Wade \xC3\xBC");
}

TEST_CASE("bytes that are no UTF-8 become the replacement character", "[export][cell]") {
  CHECK(text_cell("\xB5V") == "\xEF\xBF\xBDV");
  CHECK(text_cell(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("a number that is not finite is not available", "[export][cell]") {
  CHECK(number_cell(0.1) == "0.1");
  CHECK(number_cell(-2.5e-7) == "-2.5e-07");
  CHECK(number_cell(std::numeric_limits<double>::quiet_NaN()) == "n/a");
  CHECK(number_cell(std::numeric_limits<double>::infinity()) == "n/a");
}

TEST_CASE("times are rounded to the millisecond, not cut", "[export][cell]") {
  CHECK(number_cell(to_millisecond(0.0006)) == "0.001");
  CHECK(number_cell(to_millisecond(28799.99951)) == "28800");
  CHECK(number_cell(to_millisecond(0.1 + 0.2)) == "0.3");
  CHECK(number_cell(to_millisecond(-1.2344)) == "-1.234");
}

TEST_CASE("a list in a cell comes back as it was, separators included", "[export][cell]") {
  const std::vector<std::string> parts = GENERATE(std::vector<std::string>{},
                                                  std::vector<std::string>{"one"},
                                                  std::vector<std::string>{"a,b", "c\\", "\\,"},
                                                  std::vector<std::string>{"x | y", "|", "z"});
  for (const char separator : {',', ';', '|'}) {
    const std::string cell = list_cell(parts, separator);
    CAPTURE(separator, cell);
    CHECK(list_from_cell(cell, separator) == parts);
  }
}

TEST_CASE("a list shows its parts with the separator between them", "[export][cell]") {
  CHECK(list_cell({"a", "", " b "}, ',') == "a,b");
  CHECK(list_cell({"One.", "Two."}, '|') == "One. | Two.");
  CHECK(list_cell({}, ',') == "n/a");
}
