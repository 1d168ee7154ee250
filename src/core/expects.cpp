// SPDX-License-Identifier: Apache-2.0
#include "core/expects.hpp"

#include <cstdio>
#include <cstdlib>

namespace calfemg::core {

void expectation_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr,
               "calfemg: internal error: %s does not hold (%s:%d). Please report it.\n",
               condition,
               file,
               line);
  std::abort();
}

}  // namespace calfemg::core
