// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "export/event_columns.hpp"
#include "export/sample_session.hpp"
#include "export/session_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using exporting::events_tsv;
using exporting::read_events_tsv;

namespace {

// The cells of one line, tab by tab.
std::vector<std::string> cells_of(const std::string& text, std::size_t line) {
  std::istringstream lines(text);
  std::string row;
  for (std::size_t i = 0; i <= line; ++i)
    std::getline(lines, row);
  std::vector<std::string> cells;
  std::istringstream stream(row);
  std::string cell;
  while (std::getline(stream, cell, '\t'))
    cells.push_back(cell);
  return cells;
}

std::string cell_of(const std::string& text, std::size_t line, const std::string& column) {
  const auto header = cells_of(text, 0);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == column) return cells_of(text, line).at(i);
  }
  return "no such column";
}

void check_same(const core::Event& a, const core::Event& b) {
  CHECK(a.type == b.type);
  CHECK(a.onset_s == b.onset_s);
  CHECK(a.duration_s == b.duration_s);
  CHECK(a.leg == b.leg);
  CHECK(a.muscle == b.muscle);
  CHECK(a.sites == b.sites);
  CHECK(a.channels == b.channels);
  CHECK(a.grade == b.grade);
  CHECK((a.confidence == b.confidence ||
         (a.confidence != a.confidence && b.confidence != b.confidence)));
  CHECK(a.kind == b.kind);
  CHECK(a.stage == b.stage);
  CHECK(a.reasons == b.reasons);
  REQUIRE(a.measures.size() == b.measures.size());
  for (std::size_t i = 0; i < a.measures.size(); ++i) {
    CHECK(a.measures[i].name == b.measures[i].name);
    CHECK(a.measures[i].value == b.measures[i].value);
  }
}

std::string message_of(const std::filesystem::path& path) {
  try {
    (void)read_events_tsv(path);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "read without complaint";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an event table begins with the BIDS columns and ends with the reasons",
          "[export][events]") {
  const auto header = cells_of(events_tsv({}), 0);
  const std::vector<std::string> first(header.begin(), header.begin() + 11);
  CHECK(first == std::vector<std::string>{"onset",
                                          "duration",
                                          "trial_type",
                                          "leg",
                                          "muscle",
                                          "sites",
                                          "channel",
                                          "grade",
                                          "confidence",
                                          "kind",
                                          "stage"});
  CHECK(header.at(header.size() - 2) == "measures");
  CHECK(header.back() == "reasons");
  CHECK(std::set<std::string>(header.begin(), header.end()).size() == header.size());
}

TEST_CASE("an event becomes exactly this line", "[export][events]") {
  const std::string text = events_tsv(test::sample_events());
  CHECK(contains(text,
                 "\n3600.125\t42.125\tcramp\tleft\tgastrocnemius_medialis\tlower,upper\t"
                 "GM.L.lower,GM.L.upper\tdefinite\t0.875\tn/a\tN2\t"));
  CHECK(contains(text, "\n3700\t0.5\tlm\tboth\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\tunscored\t"));
  CHECK(contains(text,
                 "\n3800.001\t1\tartifact\tright\ttibialis_anterior\twhole\tTA\\, right \\\\ old\t"
                 "n/a\tn/a\tlead_off\tW\t"));
  CHECK(cell_of(text, 1, "peak_uv") == "123.456");
  CHECK(cell_of(text, 1, "median_rest_multiple") == "0.3333333333333333");
  CHECK(cell_of(text, 1, "measures") == "novel_count=3;a=b\\;c_uv=-2.5");
  CHECK(cell_of(text, 1, "reasons") ==
        "Tonic for 42 s. | Marker \"pain \\| left\" 8 s after the onset.");
  CHECK(cell_of(text, 2, "peak_uv") == "n/a");
  CHECK(cell_of(text, 2, "measures") == "n/a");
  CHECK(cell_of(text, 2, "reasons") == "n/a");
}

TEST_CASE("every line has as many cells as the header", "[export][events]") {
  auto events = test::sample_events();
  events[0].reasons = {"tab\there", "line\nend"};
  events[0].kind = "odd\tkind\r\n";
  const std::string text = events_tsv(events);
  for (std::size_t line = 1; line <= events.size(); ++line)
    CHECK(cells_of(text, line).size() == cells_of(text, 0).size());
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(cell_of(text, 1, "kind") == "odd kind  ");
  CHECK(cell_of(text, 1, "reasons") == "tab here | line end");
}

TEST_CASE("events that were written read back the same", "[export][events]") {
  const test::TemporaryFolder scratch;
  const auto events = test::sample_events();
  const auto again = read_events_tsv(scratch.write("text.tsv", events_tsv(events)));
  REQUIRE(again.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    check_same(again[i], events[i]);
  CHECK(events_tsv(again) == events_tsv(events));
}

TEST_CASE("every word of every enumeration reads back the same", "[export][events]") {
  const test::TemporaryFolder scratch;
  std::vector<core::Event> events(10);
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].type = static_cast<core::EventType>(i);
    events[i].muscle = static_cast<core::Muscle>(i % 5);
    events[i].grade = static_cast<core::Grade>(i % 4);
    events[i].stage = static_cast<core::SleepStage>(i % 6);
    events[i].sites = {static_cast<core::Site>(i % 3)};
    if (i % 3 != 0) events[i].leg = i % 3 == 1 ? core::Leg::left : core::Leg::right;
  }
  const auto again = read_events_tsv(scratch.write("text.tsv", events_tsv(events)));
  REQUIRE(again.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    check_same(again[i], events[i]);
}

TEST_CASE("every measure with a column of its own reads back the same", "[export][events]") {
  const test::TemporaryFolder scratch;
  core::Event event;
  double value = 0.1;
  for (const auto& column : exporting::measure_columns())
    event.measures.push_back({std::string(column.name), value *= 3.7});
  const std::string text = events_tsv({event});
  CHECK(cell_of(text, 1, "measures") == "n/a");
  check_same(read_events_tsv(scratch.write("text.tsv", text)).at(0), event);
}

TEST_CASE("a missing measure is absent when it is read back", "[export][events]") {
  const test::TemporaryFolder scratch;
  core::Event event;
  event.measures = {{"peak_uv", core::kMissing},
                    {"other_uv", core::kMissing},
                    {"median_uv", std::numeric_limits<double>::infinity()}};
  CHECK(read_events_tsv(scratch.write("text.tsv", events_tsv({event}))).at(0).measures.empty());
}

TEST_CASE("a table that was edited elsewhere is still read", "[export][events]") {
  const test::TemporaryFolder scratch;
  const auto events = read_events_tsv(scratch.write(
      "text.tsv",
      "\xEF\xBB\xBFtrial_type\tonset\tduration\tpeak_uv\r\ntension\t1.5\t60\t7.25\r\n"));
  REQUIRE(events.size() == 1);
  CHECK(events[0].type == core::EventType::tension);
  CHECK(events[0].onset_s == 1.5);
  CHECK(events[0].measure("peak_uv") == 7.25);
}

TEST_CASE("a header alone is a table without events", "[export][events]") {
  const test::TemporaryFolder scratch;
  CHECK(read_events_tsv(scratch.write("text.tsv", events_tsv({}))).empty());
}

TEST_CASE("a table that is not understood is refused with line and column", "[export][events]") {
  const test::TemporaryFolder scratch;
  const std::string header = "onset\tduration\ttrial_type\tleg\tstage\tsites\tmeasures\n";
  const auto message = [&](const std::string& text) {
    return message_of(scratch.write("text.tsv", text));
  };
  CHECK(contains(message(""), "line 1"));
  CHECK(contains(message("onset\tduration\n"), "a column \"trial_type\""));
  CHECK(contains(message("onset\tduration\ttrial_type\tcolour\n"), "unknown column \"colour\""));
  CHECK(contains(message(header + "1\t2\n"), "line 2: expected 7 columns as in line 1, found 2"));
  const std::string good = "1\t2\tlm\tleft\tW\tn/a\tn/a\n";
  CHECK(contains(message(header + good), "read without complaint"));
  const auto wrong_in_line_3 = [&](const std::string& line, const std::string& column) {
    const std::string text = message(header + good + line);
    CAPTURE(text);
    CHECK(contains(text, "line 3, column \"" + column + "\""));
  };
  wrong_in_line_3("x\t2\tlm\tleft\tW\tn/a\tn/a\n", "onset");
  wrong_in_line_3("n/a\t2\tlm\tleft\tW\tn/a\tn/a\n", "onset");
  wrong_in_line_3("1\tinf\tlm\tleft\tW\tn/a\tn/a\n", "duration");
  wrong_in_line_3("1\t2\tspasm\tleft\tW\tn/a\tn/a\n", "trial_type");
  wrong_in_line_3("1\t2\tlm\tn/a\tW\tn/a\tn/a\n", "leg");
  wrong_in_line_3("1\t2\tlm\tboth\tN4\tn/a\tn/a\n", "stage");
  wrong_in_line_3("1\t2\tlm\tboth\tW\tmiddle\tn/a\n", "sites");
  wrong_in_line_3("1\t2\tlm\tboth\tW\tupper\tpeak\n", "measures");
  wrong_in_line_3("1\t2\tlm\tboth\tW\tupper\tpeak=high\n", "measures");
}

TEST_CASE("a table that is not there, or is a folder, is a file error", "[export][events]") {
  const test::TemporaryFolder scratch;
  CHECK_THROWS_AS(read_events_tsv(scratch / "none.tsv"), core::FileError);
  CHECK_THROWS_AS(read_events_tsv(scratch.path()), core::FileError);
}

TEST_CASE("the sidecar describes every column of the table, in its order", "[export][events]") {
  const auto sidecar = nlohmann::ordered_json::parse(exporting::events_sidecar_json());
  std::vector<std::string> described;
  for (const auto& [name, entry] : sidecar.items()) {
    described.push_back(name);
    CHECK(entry.at("Description").get<std::string>().size() > 10);
  }
  CHECK(described == cells_of(events_tsv({}), 0));
  CHECK(sidecar["onset"]["Units"] == "s");
  CHECK(sidecar["peak_uv"]["Units"] == "uV");
  CHECK(sidecar["grade"]["Levels"].contains("probable"));
}

TEST_CASE("the sidecar names every word that the table can hold", "[export][events]") {
  const auto sidecar = nlohmann::json::parse(exporting::events_sidecar_json());
  for (int i = 0; i < 10; ++i)
    CHECK(sidecar["trial_type"]["Levels"].contains(
        std::string(core::name(static_cast<core::EventType>(i)))));
  for (int i = 1; i < 5; ++i)
    CHECK(sidecar["muscle"]["Levels"].contains(
        std::string(core::name(static_cast<core::Muscle>(i)))));
  for (int i = 0; i < 6; ++i)
    CHECK(sidecar["stage"]["Levels"].contains(
        std::string(core::name(static_cast<core::SleepStage>(i)))));
  for (const auto* word : {"left", "right", "both"})
    CHECK(sidecar["leg"]["Levels"].contains(word));
  for (const auto* word : {"upper", "lower", "whole"})
    CHECK(sidecar["sites"]["Levels"].contains(word));
}
