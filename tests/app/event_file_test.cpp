// SPDX-License-Identifier: Apache-2.0
#include "app/event_file.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "core/role.hpp"
#include "io/edf_bytes.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// "cramp L GM upper probable"; "" when the label names no event.
std::string understood(const std::string& label, const std::string& channel = {}) {
  const auto event = app::event_from_label(label, channel);
  if (!event) return {};
  std::string text(core::name(event->type));
  if (event->leg) text += " " + std::string(core::code(*event->leg));
  if (event->muscle != core::Muscle::none) text += " " + std::string(core::code(event->muscle));
  for (const auto site : event->sites)
    text += " " + std::string(core::name(site));
  if (event->grade != core::Grade::none) text += " " + std::string(core::name(event->grade));
  return text;
}

// The same night three times: a cramp, a leg movement, something else.
std::string edf_night() {
  EdfTestFile file;
  file.kind = "EDF+C";
  file.duration = "0";
  file.records = "1";
  file.record_count = 1;
  file.signals = {annotation_signal(
      {time_keeping("+0") + annotation("+100", "30", "Cramp GM.L") +
       annotation("+200.5", "2", "lm right") + annotation("+300", "5", "snoring") +
       annotation("+0", "30", "Sleep stage W")},
      200)};
  return file.bytes();
}

const std::string kLuna =
    "class\tinstance\tchannel\tstart\tstop\tmeta\n"
    "cramp\t.\tGM.L\t100\t130\t.\nlm\t1\tTA.R\t200.5\t+2\t.\nsnoring\t.\t.\t300\t305\t.\n";

const std::string kXml =
    "<PSGAnnotation><ScoredEvents>"
    "<ScoredEvent><EventType>x</EventType><EventConcept>cramp left gm|c</EventConcept>"
    "<Start>100</Start><Duration>30</Duration></ScoredEvent>"
    "<ScoredEvent><EventType>Limb|Limb</EventType><EventConcept>Limb movement - "
    "right|LM</EventConcept>"
    "<Start>200.5</Start><Duration>2</Duration></ScoredEvent></ScoredEvents></PSGAnnotation>";

const std::string kTable =
    "onset\tduration\ttrial_type\tleg\tmuscle\n"
    "100\t30\tcramp\tleft\tgastrocnemius_medialis\n200.5\t2\tlm\tright\tn/a\n";

}  // namespace

TEST_CASE("labels of annotations name events", "[app][evaluate]") {
  CHECK(understood("cramp GM.L.upper") == "cramp L GM upper");
  CHECK(understood("Cramp") == "cramp");
  CHECK(understood("cramp probable right GL") == "cramp R GL probable");
  CHECK(understood("leg cramp (left)") == "cramp L");
  CHECK(understood("lm left") == "lm L");
  CHECK(understood("LM", "TA.R") == "lm R TA");
  CHECK(understood("Limb movement - right") == "lm R");
  CHECK(understood("Periodic leg movement - left") == "plm L");
  CHECK(understood("lmm") == "lmm");
  CHECK(understood("rejected_cramp L") == "rejected_cramp L");
  CHECK(understood("snoring").empty());
  CHECK(understood("cramping").empty());
  CHECK(understood("").empty());
}

TEST_CASE("every kind of file evaluates like the table of the same events", "[app][evaluate]") {
  const TemporaryFolder folder;
  const std::string table = folder.write("table.tsv", kTable).string();
  const std::string name = GENERATE("marks.edf", "marks.annot", "marks.xml");
  CAPTURE(name);
  const std::string bytes = name == "marks.edf" ? edf_night() : name == "marks.xml" ? kXml : kLuna;
  const std::string marks = folder.write(name, bytes).string();
  for (const auto& [truth, detected] :
       {std::pair(marks, table), std::pair(table, marks), std::pair(marks, marks)}) {
    const auto run = run_program(
        {"evaluate", "--truth", truth, "--detected", detected, "--type", "cramp,lm", "--json"});
    CAPTURE(run.err);
    REQUIRE(run.exit_code == 0);
    const auto types = nlohmann::json::parse(run.out).at("types");
    for (const auto& type : types) {
      CHECK(type.at("f1").at("value") == 1.0);
      CHECK(type.at("sensitivity").at("total") == 1);
      CHECK(type.at("onset_error_s").at("median") == 0.0);
    }
    CHECK(contains(run.err, "snoring") == (name != "marks.xml"));
  }
}

TEST_CASE("clock times of a .annot file need the start that the report tells", "[app][evaluate]") {
  const TemporaryFolder folder;
  const std::string detected = folder.write("events.tsv", kTable).string();
  // The recording began at 23:59:00: 100 s later it is 00:00:40 of the next day.
  const std::string clock =
      "class\tinstance\tchannel\tstart\tstop\tmeta\n"
      "cramp\t.\tGM.L\t00:00:40\t00:01:10\t.\nlm\t1\tTA.R\t00:02:20.5\t+2\t.\n";
  const std::string truth = folder.write("marks.annot", clock).string();
  const std::vector<std::string> call{
      "evaluate", "--truth", truth, "--detected", detected, "--type", "cramp,lm", "--json"};
  const auto unknown = run_program(call);
  CHECK(is_refusal(unknown, 4));
  CHECK(contains(unknown.err,
                 "line 2: expected seconds, because the start of the recording is "
                 "not known, found a clock time"));

  (void)folder.write("report.json",
                     R"({"recording": {"duration_s": 600, "blocks": [],
                         "start_time": "2026-02-14T23:59:00+01:00"}})");
  const auto known = run_program(call);
  CAPTURE(known.err);
  REQUIRE(known.exit_code == 0);
  const auto json = nlohmann::json::parse(known.out);
  for (const auto& type : json.at("types")) {
    CHECK(type.at("f1").at("value") == 1.0);
    CHECK(type.at("onset_error_s").at("median") == 0.0);
  }
}

TEST_CASE("a file that fills the memory is ended in evaluate and rescore too",
          "[app][evaluate][rescore][isolation][slow]") {
  const TemporaryFolder folder;
  const std::string huge = folder.write("huge.xml", xml_that_fills_memory()).string();
  const std::string table = folder.write("table.tsv", kTable).string();
  for (const auto& call :
       {std::vector<std::string>{"evaluate", "--truth", huge, "--detected", table},
        std::vector<std::string>{"rescore", table, "--hypnogram", huge}}) {
    auto limited = call;
    limited.insert(limited.end(), {"--memory-limit", "64"});
    const auto run = run_program(limited);
    CAPTURE(run.err);
    CHECK(is_refusal(run, 3));
    CHECK(contains(run.err, "took more than 64 MB of memory and was ended"));
    CHECK(contains(run.err, huge));
  }
}

TEST_CASE("a file in which nothing is an event is refused", "[app][evaluate]") {
  const TemporaryFolder folder;
  const std::string table = folder.write("table.tsv", kTable).string();
  const std::string other = folder.write("other.annot", "snoring\t1\t2\n").string();
  const auto run = run_program({"evaluate", "--truth", table, "--detected", other});
  CHECK(is_refusal(run, 4));
  CHECK(contains(run.err, "found snoring"));
  CHECK(is_refusal(run_program({"evaluate", "--truth", "no.annot", "--detected", table}), 3));
}
