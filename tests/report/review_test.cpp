// SPDX-License-Identifier: Apache-2.0
#include "fake_session.hpp"
#include "page_checks.hpp"
#include "report/markdown_report.hpp"
#include "report/review_table.hpp"
#include "report/session_report.hpp"
#include "support/catch.hpp"

using namespace calfemg;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

core::Verdict verdict(const std::string& decision, const std::string& comment) {
  core::Verdict made;
  made.event = test::cramp_event(
      100.0, 30.0, core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Grade::none);
  made.decision = decision;
  made.comment = comment;
  made.reviewer = "AB";
  made.found_as = decision == "added" ? "" : "cramp 98.5 30";
  return made;
}

}  // namespace

TEST_CASE("a reviewed page shows both verdicts and the comment as text", "[report][review]") {
  auto session = test::eventful_session();
  session.result.verdicts = {
      verdict("accepted", "<script>x</script>"), verdict("rejected", ""), verdict("added", "")};
  const auto page = report::session_report_html(session.table, session.result, "");
  CHECK(has(page, "Reviewed by AB: one accepted, one rejected, one added."));
  CHECK(has(page, "&lt;script&gt;x"));
  CHECK(has(page, "No such event"));
  CHECK(has(page, "nothing here"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("a page without a review has no part for it", "[report][review]") {
  const auto session = test::eventful_session();
  const auto page = report::session_report_html(session.table, session.result, "");
  CHECK_FALSE(has(page, "Reviewed by"));
  CHECK_FALSE(has(page, "id=\"reviewed\""));
}

TEST_CASE("Markdown says the night, its figures and its cramps", "[report][markdown]") {
  const auto session = test::eventful_session();
  const auto text = report::session_report_markdown(session.table, session.result);
  CHECK(text.starts_with("# Session "));
  CHECK(has(text, "Two cramps were found"));
  CHECK(has(text, "| Left medial head (GM) | 1 | 0 | 0 |"));
  CHECK(has(text, "### 1. Definite cramp in the medial head of the left gastrocnemius"));
  CHECK(has(text, "does not diagnose"));
}

TEST_CASE("hostile text stays text in Markdown", "[report][markdown][escaping]") {
  auto session = test::eventful_session();
  session.table.recording.session_id = "a|b\n# c <img src=x> [l](javascript:1) `d` @all";
  const auto text = report::session_report_markdown(session.table, session.result);
  CHECK(has(text, "# Session a\\|b \\# c \\<img src=x\\> \\[l\\](javascript:1) \\`d\\` \\@all"));
  CHECK_FALSE(has(text, "\n# c"));
}
