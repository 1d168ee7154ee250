// SPDX-License-Identifier: Apache-2.0
#include "oracle.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace calfemg::test {

std::vector<OracleCase> oracle_cases(const std::string& name) {
  std::ifstream file(CALFEMG_SOURCE_DIR "/tests/signal/oracle/signal_oracle.txt");
  std::vector<OracleCase> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string tag;
    words >> tag;
    if (tag == "case") {
      OracleCase next;
      words >> next.name;
      for (std::string pair; words >> pair;) {
        const auto equals = pair.find('=');
        next.parameters[pair.substr(0, equals)] = std::stod(pair.substr(equals + 1));
      }
      cases.push_back(next);
      continue;
    }
    auto& values = tag == "x" ? cases.back().x : cases.back().y;
    for (double value = 0.0; words >> value;)
      values.push_back(value);
  }
  std::erase_if(cases, [&name](const OracleCase& c) { return c.name != name; });
  if (cases.empty()) throw std::runtime_error("no oracle case " + name);
  return cases;
}

}  // namespace calfemg::test
