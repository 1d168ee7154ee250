// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace calfemg::test {

/// One case of tests/signal/oracle/signal_oracle.txt: input and what SciPy makes of it.
struct OracleCase {
  std::string name;
  std::map<std::string, double> parameters;
  std::vector<double> x;
  std::vector<double> y;
};

/// All cases of that name; never empty.
std::vector<OracleCase> oracle_cases(const std::string& name);

}  // namespace calfemg::test
