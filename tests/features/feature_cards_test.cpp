// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>
#include <string>

#include "features/feature_extractor.hpp"
#include "support/catch.hpp"

using namespace calfemg;

TEST_CASE("every feature has a card with its unit in docs/features.md", "[features][cards]") {
  std::ifstream file(std::string(CALFEMG_SOURCE_DIR) + "/docs/features.md");
  REQUIRE(file.good());
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string page = buffer.str();
  for (const core::FeatureColumn& column : features::feature_columns({})) {
    CAPTURE(column.name);
    const auto begin = page.find("\n### " + column.name + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string card = page.substr(begin, page.find("\n##", begin + 1) - begin);
    CHECK(card.find("| unit | " + column.unit + " |") != std::string::npos);
    for (const char* line : {"| formula |", "| source |", "| needs |", "| limits |", "| tests |"}) {
      CAPTURE(line);
      CHECK(card.find(line) != std::string::npos);
    }
  }
}
