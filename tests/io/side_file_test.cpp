// SPDX-License-Identifier: Apache-2.0
#include "io/side_file.hpp"

#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/edf_bytes.hpp"
#include "io/reading.hpp"
#include "io/side_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
using core::SleepStage;

namespace {

const auto kStart = core::start_time_from_iso("2026-03-28T22:28:15");

io::SideFile read(const std::string& bytes, const std::optional<core::StartTime>& start = kStart) {
  const TemporaryFolder folder;
  write_bytes(folder / "side", bytes);  // the name says nothing
  return io::read_side_file(folder / "side", start);
}

std::string refused(const std::string& bytes,
                    const std::optional<core::StartTime>& start = kStart) {
  try {
    (void)read(bytes, start);
  } catch (const core::FormatError& error) {
    return error.what();
  }
  return "no error";
}

std::vector<SleepStage> stages_of(const io::SideFile& file) {
  std::vector<SleepStage> stages;
  stages.reserve(file.stages.size());
  for (const auto& span : file.stages)
    stages.push_back(span.stage);
  return stages;
}

const std::vector<SleepStage> kWakeN2Rem{SleepStage::wake, SleepStage::n2, SleepStage::rem};

const std::string kNsrr = R"(<?xml version="1.0" encoding="UTF-8"?>
<PSGAnnotation><SoftwareVersion>Compumedics</SoftwareVersion><EpochLength>30</EpochLength>
<ScoredEvents>
<ScoredEvent><EventType/><EventConcept>Recording Start Time</EventConcept><Start>0</Start>
<Duration>90</Duration><ClockTime>00.00.00 22.28.15</ClockTime></ScoredEvent>
<ScoredEvent><EventType>Arousals|Arousals</EventType><EventConcept>Arousal|Arousal ()</EventConcept>
<Start>12.5</Start><Duration>3.25</Duration><SignalLocation>EEG</SignalLocation></ScoredEvent>
<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>Wake|0</EventConcept><Start>0.0</Start>
<Duration>30.0</Duration></ScoredEvent>
<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>Stage 2 sleep|2</EventConcept>
<Start>30</Start><Duration>30</Duration></ScoredEvent>
<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>REM sleep|5</EventConcept>
<Start>60</Start><Duration>30</Duration></ScoredEvent>
</ScoredEvents></PSGAnnotation>)";

}  // namespace

TEST_CASE("a stage column is read with tabs, semicolons or commas", "[io][side]") {
  const std::string header = GENERATE("epoch\tstage\n1\tW\n2\tN2\n3\tR\n",
                                      "Epoch;Sleep_Stage\r\n0;wake\r\n1;S2\r\n2;REM\r\n",
                                      "\xef\xbb\xbf\"stage\",\"note\"\n\"0\",\"a, b\"\n2,\n5,x\n\n",
                                      "onset\tduration\tstage\n0\t30\tW\n30\t30\tN2\n60\t30\tR\n");
  CAPTURE(header);
  const auto file = read(header);
  CHECK(stages_of(file) == kWakeN2Rem);
  REQUIRE(file.stages.size() == 3);
  CHECK(file.stages[2].onset_s == 60.0);
  CHECK(file.stages[2].duration_s == 30.0);
  CHECK(file.events.empty());
}

TEST_CASE("BIDS events hold stages and events", "[io][side]") {
  const auto file = read(
      "onset\tduration\ttrial_type\tchannel\n0\t30\tSleep stage W\tn/a\n12.5\tn/a\tpain\tGM.L\n"
      "30\t30\tN2\tn/a\n60\t30\tR\tn/a\n");
  CHECK(stages_of(file) == kWakeN2Rem);
  REQUIRE(file.events.size() == 1);
  CHECK(file.events[0].onset_s == 12.5);
  CHECK(file.events[0].duration_s == 0.0);
  CHECK(file.events[0].label == "pain");
  CHECK(file.events[0].channel == "GM.L");
}

TEST_CASE("NSRR XML holds stages and events", "[io][side]") {
  const auto file = read(kNsrr);
  CHECK(stages_of(file) == kWakeN2Rem);
  REQUIRE(file.events.size() == 1);
  CHECK(file.events[0].label == "Arousal");
  CHECK(file.events[0].onset_s == 12.5);
  CHECK(file.events[0].duration_s == 3.25);
  CHECK(file.events[0].channel == "EEG");
}

TEST_CASE("times of Luna annotations mean the same in every form", "[io][side]") {
  // The same 30 s from 2 minutes on, as on Luna's page about times; the start is 22:28:15.
  const std::string times = GENERATE("120\t150",
                                     "120\t+30",
                                     "22:30:15\t22:30:45",
                                     "22:30:15\t+30",
                                     "0+00:02:00\t0+00:02:30",
                                     "e:5\te:5",
                                     "e:5\t+30",
                                     "120\t...\nnext\t.\t.\t150\t150");
  CAPTURE(times);
  const auto file =
      read("# comment\nclass\tinstance\tchannel\tstart\tstop\tmeta\narousal\t.\tEMG\t" + times +
           "\t.\n");
  REQUIRE_FALSE(file.events.empty());
  CHECK(file.events[0].onset_s == 120.0);
  CHECK(file.events[0].duration_s == 30.0);
  CHECK(file.events[0].label == "arousal");
}

TEST_CASE("Luna annotations of fewer columns and over midnight are read", "[io][side]") {
  const auto file = read("N2\t0\t30\nlm\t1\t40\t42.5\npain\t00:28:15\t+0\n");
  CHECK(stages_of(file) == std::vector<SleepStage>{SleepStage::n2});
  REQUIRE(file.events.size() == 2);
  CHECK(file.events[0].duration_s == 2.5);
  CHECK(file.events[1].onset_s == 7200.0);
}

TEST_CASE("annotations in EDF+ count from the start of the recording", "[io][side][edf]") {
  EdfTestFile edf;
  edf.kind = "EDF+C";
  edf.duration = "0";
  edf.records = "1";
  edf.record_count = 1;
  edf.date = "28.03.26";
  edf.time = "22.28.25";
  edf.signals = {
      annotation_signal({time_keeping("+0") + annotation("+0", "30", "Sleep stage W") +
                         annotation("+30", "30", "Sleep stage 2") +
                         annotation("+60", "30", "Sleep stage R") + annotation("+5", "", "pain")},
                        200)};
  const auto file = read(edf.bytes());
  CHECK(stages_of(file) == kWakeN2Rem);
  CHECK(file.stages.at(0).onset_s == 10.0);
  CHECK(file.events.at(0).onset_s == 15.0);
  REQUIRE(file.notes.size() == 1);
  CHECK(contains(file.notes[0], "starts 10 s after the recording"));
  CHECK(contains(refused(edf.bytes(), core::start_time_from_iso("2026-03-30T22:00:00")),
                 "another night"));
}

TEST_CASE("side files that are wrong are refused with their line", "[io][side][errors]") {
  CHECK(contains(refused("stage\nW\nN7\n"), "line 3: expected a sleep stage"));
  CHECK(contains(refused("epoch,stage\n1,W\n3,N2\n"), "line 3: expected the epoch 2, found 3"));
  CHECK(contains(refused("onset\tduration\n1\t2\n"), "line 1: expected a column \"stage\""));
  CHECK(contains(refused("onset\ttrial_type\n1\n"), "line 2: expected 2 columns"));
  CHECK(contains(refused("onset\ttrial_type\nsoon\tx\n"),
                 "line 2: expected seconds, found \"soon\""));
  CHECK(contains(refused("onset\tduration\ttrial_type\n1\t-2\tx\n"), "a duration of at least 0 s"));
  CHECK(contains(refused("some words\nof a diary\n"), "line 1: expected class, instance, channel"));
  CHECK(contains(refused("lm\t10\t5\n"), "line 1: expected a stop that is not before the start"));
  CHECK(contains(refused("lm\tsoon\t5\n"), "line 1: expected a time as seconds"));
  CHECK(
      contains(refused("lm\t22:00:00\t+5\n", std::nullopt), "start of the recording is not known"));
  CHECK(contains(refused("<html></html>"), "expected PSGAnnotation with ScoredEvents, found html"));
  CHECK(contains(refused("<PSGAnnotation>"), "expected XML"));
  CHECK(contains(refused("<PSGAnnotation><ScoredEvents><ScoredEvent><EventConcept>Arousal"
                         "</EventConcept></ScoredEvent></ScoredEvents></PSGAnnotation>"),
                 "ScoredEvent 1, Start: expected seconds"));
}

TEST_CASE("side files add to a recording and notes say so", "[io][side]") {
  const TemporaryFolder folder;
  auto edf = counting_file(2);
  edf.kind = "EDF+C";
  edf.signals.push_back(annotation_signal(
      {time_keeping("+0") + annotation("+0", "30", "Sleep stage N1") + annotation("+1", "", "mark"),
       time_keeping("+1")},
      100));
  write_bytes(folder / "night.edf", edf.bytes());
  write_bytes(folder / "stages.tsv", "stage\nW\nN2\nR\n");
  write_bytes(folder / "night.xml", kNsrr);
  write_bytes(folder / "events.annot", "lm\t.\tTA.L\t0.5\t+1\t.\n");
  io::SideFiles files;
  SECTION("a hypnogram in place of that of the recording") {
    files.hypnogram = folder / "stages.tsv";
    const auto reader = io::open_recording(folder / "night.edf", {}, files);
    CHECK(reader->info().hypnogram->stages == kWakeN2Rem);
    CHECK(reader->info().annotations.size() == 1);
    REQUIRE(reader->info().notes.size() == 1);
    CHECK(reader->info().notes[0] ==
          "the hypnogram is that of stages.tsv, not that of the recording");
    CHECK(read_all(*reader).at(7) == 7.0);
  }
  SECTION("annotations beside those of the recording, its stages stay") {
    files.annotations = folder / "night.xml";
    const auto reader = io::open_recording(folder / "night.edf", {}, files);
    CHECK(reader->info().hypnogram->stages == std::vector<SleepStage>{SleepStage::n1});
    REQUIRE(reader->info().annotations.size() == 2);
    CHECK(reader->info().annotations[1].label == "Arousal (EEG)");
    CHECK(reader->info().notes.size() == 2);
  }
  SECTION("no stages where they are asked for") {
    files.hypnogram = folder / "events.annot";
    CHECK_THROWS_AS(io::open_recording(folder / "night.edf", {}, files), core::FormatError);
  }
  SECTION("no such file") {
    files.hypnogram = folder / "no.tsv";
    CHECK_THROWS_AS(io::open_recording(folder / "night.edf", {}, files), core::FileError);
  }
}
