// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "fake_session.hpp"
#include "page_checks.hpp"
#include "report/session_report.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::FakeSession;

namespace {

std::string page_of(const FakeSession& session) {
  return report::session_report_html(session.table, session.result, "");
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

template <class Keep>
void keep_channels(FakeSession& session, Keep keep) {
  auto& channels = session.table.channels;
  auto& summaries = session.result.findings.channels;
  channels.erase(
      std::remove_if(
          channels.begin(), channels.end(), [&](const auto& c) { return !keep(c.channel.role); }),
      channels.end());
  summaries.erase(
      std::remove_if(
          summaries.begin(), summaries.end(), [&](const auto& s) { return !keep(s.role); }),
      summaries.end());
}

}  // namespace

TEST_CASE("14 hours stay below the size of a page and show every hour", "[report][slow]") {
  const auto page = page_of(test::quiet_session(14.0 * 3600.0));
  CAPTURE(page.size());
  CHECK(page.size() < 3000000);
  CHECK(has(page, "14\xC2\xA0h"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("three minutes make a page", "[report]") {
  const auto page = page_of(test::quiet_session(180.0));
  CHECK(has(page, "3\xC2\xA0min"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("of one leg the page says that the other was not recorded", "[report]") {
  auto session = test::quiet_session(600.0);
  keep_channels(session, [](const core::Role& role) { return role.leg == core::Leg::left; });
  const auto page = page_of(session);
  CHECK(has(page, "Only the left leg was recorded."));
  CHECK(test::occurrences(page, "class=\"site not-recorded\" cx") >= 4);
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("of two channels the page says what cannot be judged", "[report]") {
  auto session = test::quiet_session(600.0);
  keep_channels(session, [](const core::Role& role) {
    return role.leg == core::Leg::left && role.muscle == core::Muscle::gastrocnemius_medialis;
  });
  const auto page = page_of(session);
  CHECK(has(page, "so whether activity is focal cannot be judged"));
  CHECK(has(page, "2 EMG channels"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("one cramp is told in one sentence and has one card", "[report]") {
  auto session = test::quiet_session(600.0);
  session.result.findings.events = {test::cramp_event(
      100.0, 30.0, core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Grade::definite)};
  const auto page = page_of(session);
  CHECK(has(page, "One definite cramp was found"));
  CHECK(test::occurrences(page, "<article class=\"card") == 1);
}
