// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/level_code.hpp"
#include "fake_session.hpp"
#include "page_checks.hpp"
#include "report/calf_map.hpp"
#include "report/event_cards.hpp"
#include "report/event_surroundings.hpp"
#include "report/evidence.hpp"
#include "report/movement_tables.hpp"
#include "report/page_data.hpp"
#include "report/recording_table.hpp"
#include "report/tension_course.hpp"
#include "report/tension_table.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::Leg;
using core::Muscle;
using core::Site;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

core::TensionSignature signature(Leg leg, Muscle muscle, Site site, double tense_share) {
  core::TensionSignature made;
  made.role = {leg, muscle, site};
  made.tense_share = tense_share;
  return made;
}

// The row of a table that begins with this heading; empty when there is none.
std::vector<std::string> row_named(const report::Table& table, const std::string& heading) {
  std::vector<std::string> texts;
  for (const auto& row : table.rows) {
    if (row.front().text != heading) continue;
    for (const auto& cell : row)
      texts.push_back(cell.text);
  }
  return texts;
}

}  // namespace

TEST_CASE("the calf map colours each site by its share and counts its cramps", "[report][map]") {
  auto session = test::quiet_session(3600.0);
  auto& findings = session.result.findings;
  findings.tension = {signature(Leg::left, Muscle::gastrocnemius_medialis, Site::upper, 0.3),
                      signature(Leg::right, Muscle::gastrocnemius_lateralis, Site::lower, 0.001)};
  auto cramp = test::cramp_event(
      100.0, 30.0, Leg::left, Muscle::gastrocnemius_medialis, core::Grade::definite);
  cramp.sites = {Site::upper};
  findings.events = {cramp, cramp};
  const report::Session view(session.table, session.result);
  const auto svg = report::calf_map_svg(view);
  CHECK(test::nesting_problem(svg).empty());
  CHECK(test::occurrences(svg, "class=\"site tense-4\"") == 1);
  CHECK(test::occurrences(svg, "class=\"site tense-0\"") == 1);
  CHECK(test::occurrences(svg, "class=\"site tense-unknown\"") == 6);
  CHECK(test::occurrences(svg, "class=\"badge\"") == 1);
  CHECK(has(svg, "30\xC2\xA0% tense"));
  CHECK(has(svg, "Left medial head (GM), upper: 2 cramps"));
  const auto row = row_named(report::calf_map_table(view), "Left medial head (GM), upper");
  CHECK(row == std::vector<std::string>{"Left medial head (GM), upper", "30\xC2\xA0%", "2"});
}

TEST_CASE("the lateral sites of the map lie below the medial ones", "[report][map]") {
  const auto session = test::quiet_session(60.0);
  const auto svg = report::calf_map_svg({session.table, session.result});
  const auto height_of = [&](const std::string& title) {
    const auto at = svg.rfind("cy=\"", svg.find(title));
    return std::stod(svg.substr(at + 4));
  };
  CHECK(height_of("Left lateral head (GL), upper") > height_of("Left medial head (GM), upper"));
  CHECK(height_of("Right lateral head (GL), lower") > height_of("Right medial head (GM), lower"));
}

TEST_CASE("a site that was not recorded is an outline that says so", "[report][map]") {
  auto session = test::quiet_session(60.0);
  auto& channels = session.table.channels;
  channels.erase(std::remove_if(channels.begin(),
                                channels.end(),
                                [](const auto& c) { return c.channel.role.leg == Leg::right; }),
                 channels.end());
  session.result.findings.channels.resize(channels.size());
  const auto svg = report::calf_map_svg({session.table, session.result});
  CHECK(test::occurrences(svg, "site not-recorded") == 4);
  CHECK(has(svg, "Right medial head (GM), upper, not recorded"));
}

TEST_CASE("classes of tension begin at their lower limits", "[report][map]") {
  CHECK(report::tension_class(0.0) == "tense-0");
  CHECK(report::tension_class(0.005) == "tense-1");
  CHECK(report::tension_class(0.1499) == "tense-3");
  CHECK(report::tension_class(0.15) == "tense-4");
  CHECK(report::tension_class(core::kMissing) == "tense-unknown");
  CHECK(report::tension_class_words(0) == "below 0.5 %");
  CHECK(report::tension_class_words(4) == "15 % and more");
}

TEST_CASE("the surroundings of an event count its leg, 30 minutes back and 60 ahead",
          "[report][surroundings]") {
  auto session = test::quiet_session(8.0 * 3600.0);
  session.table.recording.hypnogram.reset();
  session.table.recording.annotations = {{7200.0 + 1000.0, 0.0, "patient marker"}};
  const auto at = [](core::EventType type, double onset_s, Leg leg) {
    auto event = test::cramp_event(
        onset_s, 10.0, leg, Muscle::gastrocnemius_medialis, core::Grade::possible);
    event.type = type;
    return event;
  };
  const double onset_s = 7200.0;
  session.result.findings.events = {at(core::EventType::lm, onset_s - 1801.0, Leg::left),
                                    at(core::EventType::lm, onset_s - 1800.0, Leg::left),
                                    at(core::EventType::tension, onset_s - 600.0, Leg::left),
                                    at(core::EventType::lm, onset_s - 60.0, Leg::right),
                                    at(core::EventType::cramp, onset_s, Leg::left),
                                    at(core::EventType::cramp, onset_s + 3609.0, Leg::left),
                                    at(core::EventType::cramp, onset_s + 3611.0, Leg::left)};
  const report::Session view(session.table, session.result);
  const auto& event = session.result.findings.events[4];
  CHECK(report::before_text(view, event) == "One period of elevated tension and one leg movement");
  CHECK(has(report::after_text(view, event), "One cramp and mark \"patient marker\" at "));
}

TEST_CASE("the evidence of the model is read back from its sentences", "[report][evidence]") {
  core::Event event;
  event.duration_s = 7.4;
  event.measures = {{"head_dominance", std::log(13.7)}, {"site_drift", 0.12}};
  event.reasons = {"sustained for 7.4 s",
                   "for a cramp: head_dominance 2.62 (+1.6), site_drift 0.12 (+0.1)",
                   "against: duration_s 7.44 (-1.2), roughness_long unknown (-0.2)"};
  CHECK(report::plain_reasons(event) == std::vector<std::string>{"Sustained for 7.4 s."});
  const auto table = report::evidence_table(event);
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows.front().front().text == "Over the other head");
  CHECK(table.rows.front()[1].text == "13.7 \xC3\x97");
  CHECK(table.rows.front()[2].text == "+1.6");
  CHECK(table.rows.back()[2].text ==
        "\xE2\x88\x92"
        "1.2");
  CHECK(table.rows[2][1].text == "unknown");
}

TEST_CASE("a reason that only looks like the model's stays a sentence", "[report][evidence]") {
  for (const auto* reason :
       {"against: ", "against: it moves", "for a cramp: a (b), c", "for a cramp: a 1 (+x)"}) {
    CAPTURE(reason);
    CHECK(report::evidence_terms(reason).empty());
  }
}

TEST_CASE("the course of tension holds each second once", "[report][tension]") {
  auto session = test::quiet_session(4.0 * 3600.0);
  auto period = test::cramp_event(
      1700.0, 400.0, Leg::left, Muscle::gastrocnemius_medialis, core::Grade::none);
  period.type = core::EventType::tension;
  session.result.findings.events = {period};
  const report::Session view(session.table, session.result);
  const auto courses = report::tension_courses(view);
  REQUIRE(courses.size() == 4);
  REQUIRE(courses.front().tense_s.size() == 8);
  CHECK(courses.front().tense_s[0] == 100.0);
  CHECK(courses.front().tense_s[1] == 300.0);
  CHECK(test::occurrences(report::tension_course_svg(view), "class=\"tension\"") == 2);
}

TEST_CASE("the histogram has a bar for each bin with an interval", "[report][movements]") {
  auto session = test::quiet_session(600.0);
  core::IntervalCount all;
  all.group = "all";
  all.histogram = {0, 3, 0, 1};
  session.result.findings.leg_movements.intervals = {all};
  const auto svg = report::interval_histogram_svg({session.table, session.result});
  CHECK(test::nesting_problem(svg).empty());
  CHECK(test::occurrences(svg, "class=\"bar\"") == 2);
  CHECK(has(svg, "2 to 4 s: 3"));
}

TEST_CASE("what the recording does not say is marked as missing", "[report][recording]") {
  auto session = test::quiet_session(600.0);
  session.table.recording.context["inter_electrode_distance_mm"] = "20";
  const auto table = report::isek_table({session.table, session.result});
  CHECK(row_named(table, "Distance between the electrodes, mm")[1] == "20");
  CHECK(row_named(table, "Skin preparation")[1] == "missing");
  CHECK(row_named(table, "Sampling rate")[1].ends_with(" Hz"));
}

TEST_CASE("cards of candidates come with the strongest claim first", "[report][cards]") {
  auto session = test::quiet_session(36000.0);
  for (int i = 0; i < 20; ++i) {
    auto event = test::cramp_event(
        100.0 * i, 20.0, Leg::left, Muscle::gastrocnemius_medialis, core::Grade::none);
    event.type = core::EventType::rejected_cramp;
    event.confidence = i % 3 == 0 ? core::kMissing : 0.01 * i;
    session.result.findings.events.push_back(event);
  }
  const auto cards = report::rejected_cards({session.table, session.result});
  REQUIRE(cards.size() == report::kMostRejectedCards);
  CHECK(cards.front().number == "R1");
  CHECK(has(cards.front().when, "0:31:40 after the start"));
}

TEST_CASE("a level in one byte is within 3 % of itself", "[report][page_data]") {
  for (int step = 0; step < 186; ++step) {
    const double uv = 0.02 * std::pow(1.07, step);  // up to 5500 uV
    CAPTURE(uv);
    CHECK_THAT(core::level_from_code(core::level_code(uv)), Catch::Matchers::WithinRel(uv, 0.03));
  }
  CHECK(core::level_code(0.0) == 1);
  CHECK(core::level_code(1e9) == 255);
  CHECK(core::level_code(core::kMissing) == 0);
  CHECK(std::isnan(core::level_from_code(0)));
}

TEST_CASE("no text of a file ends the data block or leaves its quotes", "[report][page_data]") {
  CHECK(report::json_text("</script><!--") == R"("\u003c/script\u003e\u003c!--")");
  CHECK(report::json_text("a\"b\\c\n") == R"("a\u0022b\u005cc\u000a")");
  CHECK(report::json_text("\xFF\xE2\x80\xA8") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("the data block holds the event table line by line", "[report][page_data]") {
  const auto session = test::quiet_session(60.0);
  const auto json = report::page_data_json({session.table, session.result}, "onset\ta\n1\tb\n");
  CHECK(has(json, "\"events\":[\"onset\\u0009a\",\n\"1\\u0009b\"]"));
  CHECK(has(json, "\"buckets\":"));
  CHECK(has(json, "\"duration_s\":60"));
}
