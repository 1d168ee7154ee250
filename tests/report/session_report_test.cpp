// SPDX-License-Identifier: Apache-2.0
#include "report/session_report.hpp"

#include <algorithm>
#include <limits>

#include "fake_session.hpp"
#include "page_checks.hpp"
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

}  // namespace

TEST_CASE("every element of the page is closed in order, in and outside of the drawings",
          "[report]") {
  const auto page = page_of(test::eventful_session());
  CHECK(test::nesting_problem(page).empty());
  const auto svgs = test::svgs_of(page);
  CHECK(svgs.size() > 10);
  for (const auto& svg : svgs)
    CHECK(test::nesting_problem(svg).empty());
}

TEST_CASE("the nesting check sees a fault", "[report]") {
  CHECK_FALSE(test::nesting_problem("<p><b>text</p></b>").empty());
  CHECK_FALSE(test::nesting_problem("<p>text").empty());
}

TEST_CASE("the same session gives the same bytes", "[report]") {
  CHECK(page_of(test::eventful_session()) == page_of(test::eventful_session()));
}

TEST_CASE("time, memory, threads and folders of a run do not enter the page", "[report]") {
  const auto session = test::eventful_session();
  auto later = session;
  later.result.provenance.started_utc = "2031-01-01T00:00:00Z";
  later.result.provenance.finished_utc = "2031-01-01T01:00:00Z";
  later.result.provenance.wall_s = 12345.0;
  later.result.provenance.peak_memory_bytes = 1U << 30U;
  later.result.provenance.threads = 31;
  later.result.provenance.arguments = {"calfemg", "analyze", "/elsewhere/x.h5"};
  const auto page = page_of(session);
  CHECK(page == page_of(later));
  CHECK_FALSE(has(page, "/home/"));
  CHECK(has(page, "night-07.h5"));
  CHECK(has(page, "pipeline night.toml:12"));
}

TEST_CASE("the page asks for nothing from outside and runs only what its policy names",
          "[report]") {
  const auto page = page_of(test::eventful_session());
  CHECK(has(page, "content=\"default-src 'none'; style-src 'sha256-"));
  CHECK(has(page, "; script-src 'sha256-"));
  CHECK_FALSE(has(page, "unsafe-inline"));
  CHECK_FALSE(has(page, "unsafe-eval"));
  CHECK_FALSE(has(page, " style="));
  CHECK(test::occurrences(page, "<script>") == 3);
  CHECK(test::occurrences(page, "<script type=\"application/json\"") == 1);
  const auto still = test::without_scripts(page);
  CHECK_FALSE(has(still, "http://"));
  CHECK_FALSE(has(still, "https://"));
  CHECK_FALSE(has(page, "<script src"));
  CHECK_FALSE(has(page, " onclick="));
  CHECK_FALSE(has(page, "@import"));
}

TEST_CASE("hostile text in any field of a file stays text", "[report][escaping]") {
  const std::string hostile = "<script>alert(1)</script>\"'&{{css}}{{{css}}}\xE2\x80\xAE\xFF" +
                              std::string(1, '\0') + "\n]]>";
  auto session = test::eventful_session();
  auto& recording = session.table.recording;
  recording.subject_id = recording.session_id = recording.layout = hostile;
  recording.context[hostile] = hostile;
  recording.notes = {hostile};
  recording.annotations.push_back({50.0, 0.0, hostile});
  for (auto& channel : session.table.channels) {
    channel.channel.name = channel.channel.unit = channel.channel.stored_at = hostile;
    channel.channel.unit_origin = channel.channel.role_origin = hostile;
    channel.channel.role.site = core::Site::whole;
    channel.conditions.band.limited_by = hostile;
    channel.missing_because.back() = hostile;
  }
  for (auto& event : session.result.findings.events) {
    event.kind = hostile;
    event.reasons = {hostile};
    event.channels = {hostile};
    event.measures = {{hostile, 1.0}};
  }
  for (auto& channel : session.result.findings.channels)
    channel.excluded_by_kind_s[hostile] = 1.0;
  for (auto& leg : session.result.findings.legs)
    leg.derivation = hostile;
  for (auto& setting : session.result.settings)
    setting.key = setting.value = setting.unit = setting.origin = hostile;
  session.result.provenance.input_path = "/x/" + hostile;
  session.result.provenance.program_version = hostile;
  const auto page = page_of(session);
  CHECK(test::occurrences(page, "<script") == 4);
  CHECK(test::occurrences(page, "</script") == 4);
  CHECK(has(page, "&lt;script&gt;alert(1)"));
  CHECK(page.find('\0') == std::string::npos);
  CHECK(page.find('\xFF') == std::string::npos);
  CHECK_FALSE(has(page, "\xE2\x80\xAE"));
  CHECK(has(page, "{{css}}"));  // shown as it was written, not filled in
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("a very long text does not blow the page up", "[report][escaping]") {
  auto session = test::eventful_session();
  for (auto& channel : session.table.channels)
    channel.channel.name = std::string(10000, 'x');
  session.table.recording.annotations.push_back({50.0, 0.0, std::string(10000, 'y')});
  CHECK(page_of(session).size() < 1300000);
}

TEST_CASE("a full night of eight channels stays under 3 MB", "[report][slow]") {
  auto session = test::quiet_session(8.0 * 3600.0);
  for (int i = 0; i < 200; ++i) {
    const double onset_s = 120.0 * i + 30.0;
    auto cramp = test::cramp_event(onset_s,
                                   45.0,
                                   core::Leg::left,
                                   core::Muscle::gastrocnemius_medialis,
                                   core::Grade::probable);
    auto rejected = cramp;
    rejected.type = core::EventType::rejected_cramp;
    session.result.findings.events.push_back(cramp);
    session.result.findings.events.push_back(rejected);
  }
  for (int i = 0; i < 2000; ++i) {
    core::Event event;
    event.type = i % 2 == 0 ? core::EventType::lm : core::EventType::artifact;
    event.onset_s = 14.0 * i;
    event.duration_s = 2.0;
    event.leg = core::Leg::left;
    event.channels = {session.table.channels[static_cast<std::size_t>(i % 8)].channel.name};
    session.result.findings.events.push_back(event);
  }
  const auto page = page_of(session);
  CAPTURE(page.size());
  CHECK(page.size() < 3000000);
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("a night without any event says so in words", "[report]") {
  const auto page = page_of(test::quiet_session(600.0));
  CHECK(has(page, "No cramp was found."));
  CHECK(has(page, "No period of elevated tension was found."));
  CHECK(has(page, "No signal was excluded."));
  CHECK(has(page, "Every option is at its default."));
  CHECK_FALSE(has(page, "id=\"turned-down\""));
  CHECK_FALSE(has(page, "Simulated recording"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("the fixed statements are on every page", "[report]") {
  const auto page = page_of(test::quiet_session(60.0));
  CHECK(has(page,
            "calfemg does not diagnose: sleep-related leg cramp is a clinical diagnosis (ICSD-3)"));
  CHECK(has(page, "it is not a detection of trigger points"));
}

TEST_CASE("a simulated recording is labelled", "[report]") {
  auto session = test::quiet_session(60.0);
  SECTION("by its context") {
    session.table.recording.context["notes"] = "SIMULATED, seed 7";
  }
  SECTION("by a note of the reader") {
    session.table.recording.notes = {"this is simulated"};
  }
  CHECK(has(page_of(session), "<strong>Simulated recording.</strong>"));
}

TEST_CASE("a channel that holds nothing is drawn as nothing", "[report]") {
  auto session = test::quiet_session(120.0);
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  auto& channel = session.table.channels[1];
  std::fill(channel.envelope_uv.begin(), channel.envelope_uv.end(), kNan);
  std::fill(channel.peak_uv.begin(), channel.peak_uv.end(), kNan);
  std::fill(channel.quality.begin(), channel.quality.end(), core::bits(core::Quality::gap));
  auto& summary = session.result.findings.channels[1];
  summary.rest = {};
  summary.usable_s = 0.0;
  const auto page = page_of(session);
  CHECK(test::occurrences(page, "no usable signal") == 1);
  CHECK(has(page, "No usable signal in GM.L.lower."));
  CHECK_FALSE(has(page, ">nan"));
  CHECK_FALSE(has(page, " nan"));
}

TEST_CASE("a page about nothing but artefact claims nothing", "[report]") {
  auto session = test::quiet_session(120.0);
  for (auto& channel : session.result.findings.channels)
    channel.usable_s = 0.0;
  session.result.findings.usable_s = 0.0;
  CHECK(has(page_of(session), "nothing can be said about cramps"));
}

TEST_CASE("without hypnogram and start time the page says what it lacks", "[report]") {
  auto session = test::eventful_session();
  session.table.recording.hypnogram.reset();
  session.table.recording.start_time.reset();
  session.result.findings.sleep_s = core::kMissing;
  const auto page = page_of(session);
  CHECK(has(page, "No hypnogram:"));
  CHECK(has(page, "No start time:"));
  CHECK(has(page, "not in the file"));
  CHECK(has(page, "0:18:30 after the start"));
  CHECK_FALSE(has(page, "class=\"stages\""));
  CHECK_FALSE(has(page, "23:59"));
  CHECK(test::nesting_problem(page).empty());
}

TEST_CASE("every type of event, with and without its fields, makes a page", "[report]") {
  for (int type = 0; type <= static_cast<int>(core::EventType::artifact); ++type) {
    auto session = test::quiet_session(120.0);
    core::Event bare;
    bare.type = static_cast<core::EventType>(type);
    bare.onset_s = 10.0;
    auto full = test::cramp_event(
        20.0, 500.0, core::Leg::right, core::Muscle::soleus, core::Grade::possible);
    full.type = bare.type;
    auto late = full;
    late.onset_s = 4000.0;
    session.result.findings.events = {bare, full, late};
    CAPTURE(core::name(bare.type));
    CHECK(test::nesting_problem(page_of(session)).empty());
  }
}

TEST_CASE("an empty table makes a page", "[report]") {
  const FakeSession nothing;
  const auto page = page_of(nothing);
  CHECK(test::nesting_problem(page).empty());
  CHECK(has(page, "No muscle was analysed."));
}

TEST_CASE("a cramp's pin on the night links to its card", "[report]") {
  const auto page = page_of(test::eventful_session());
  for (const auto* number : {"1", "2"}) {
    CHECK(test::occurrences(page, "href=\"#cramp-" + std::string(number) + "\"") == 1);
    CHECK(test::occurrences(page, "id=\"cramp-" + std::string(number) + "\"") == 1);
  }
}

TEST_CASE("missing features are joined by reason, not listed channel by channel", "[report]") {
  const auto page = page_of(test::eventful_session());
  CHECK(test::occurrences(page, "needs 8-500 Hz, the recording covers 20-450 Hz") == 1);
}
