// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>

#include "fake_session.hpp"
#include "report/session_report.hpp"
#include "support/catch.hpp"

using namespace calfemg;

// Hidden: not a check but a way to look at the page. CALFEMG_PREVIEW=page.html test_report
// [preview]
TEST_CASE("the eventful session can be looked at", "[.][preview]") {
  const char* path = std::getenv("CALFEMG_PREVIEW");  // NOLINT(concurrency-mt-unsafe)
  if (path == nullptr) return;
  const auto session = test::eventful_session();
  std::ofstream file(path, std::ios::binary);
  file << report::session_report_html(session.table, session.result, "");
  CHECK(file.good());
}
