// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/edf_annotations.hpp"
#include "io/edf_bytes.hpp"
#include "io/reading.hpp"
#include "io/stage_labels.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
using core::SleepStage;

namespace {

constexpr double kExact = 1e-12;  // s; times are short decimal numbers

// A record of 4 samples a second for each onset; more bytes of annotations follow the first.
EdfTestFile kept(const std::string& kind,
                 const std::vector<std::string>& onsets,
                 const std::string& more = {}) {
  EdfTestFile file = counting_file(onsets.size());
  file.kind = kind;
  std::vector<std::string> records;
  records.reserve(onsets.size());
  for (const auto& onset : onsets)
    records.push_back(time_keeping(onset) + (records.empty() ? more : ""));
  file.signals.push_back(annotation_signal(records, 400));
  return file;
}

core::RecordingInfo info_of(const EdfTestFile& file) {
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", file.bytes());
  return io::open_recording(folder / "night.edf", {})->info();
}

std::string refused(const EdfTestFile& file) {
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", file.bytes());
  return refusal<core::FormatError>(folder / "night.edf");
}

}  // namespace

TEST_CASE("gaps of EDF+D are gaps, and what follows keeps its time", "[io][edf][gaps]") {
  const TemporaryFolder folder;
  const auto file = kept("EDF+D",
                         {"+0.25", "+1.25", "+4.25", "+5.25", "+3600.25"},
                         annotation("+4.5", "0.5", "arousal"));
  write_bytes(folder / "night.edf", file.bytes());
  const auto reader = io::open_recording(folder / "night.edf", {});
  const auto& info = reader->info();
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T23:10:05.250000");
  const auto& block = info.blocks.at(0);
  CHECK(block.sample_count == 3601UL * 4);
  REQUIRE(block.gaps.size() == 2);
  CHECK_THAT(block.gaps[0].start_s, WithinAbs(2.0, kExact));
  CHECK_THAT(block.gaps[0].duration_s, WithinAbs(2.0, kExact));
  CHECK_THAT(block.gaps[1].start_s, WithinAbs(6.0, kExact));
  CHECK_THAT(block.gaps[1].duration_s, WithinAbs(3594.0, kExact));
  const auto uv = read_all(*reader);
  for (std::size_t i = 0; i < uv.size(); ++i) {
    const double second = static_cast<double>(i) / 4.0;
    const bool is_gap = (second >= 2.0 && second < 4.0) || (second >= 6.0 && second < 3600.0);
    REQUIRE(std::isnan(uv[i]) == is_gap);
  }
  CHECK(uv[16] == 8.0);
  CHECK(uv[3600UL * 4] == 16.0);
  REQUIRE(info.annotations.size() == 1);
  CHECK_THAT(info.annotations[0].onset_s, WithinAbs(4.25, kExact));
}

TEST_CASE("a gap that ends between two samples ends at the nearest", "[io][edf][gaps]") {
  const auto [onset, end_s, samples] =
      GENERATE(table<const char*, double, std::uint64_t>({{"+1.6", 1.5, 10U},       // sample 6.4
                                                          {"+1.65", 1.75, 11U}}));  // sample 6.6
  const auto info = info_of(kept("EDF+D", {"+0", onset}));
  REQUIRE(info.blocks.at(0).gaps.size() == 1);
  CHECK_THAT(info.blocks[0].gaps[0].end_s(), WithinAbs(end_s, kExact));
  CHECK(info.blocks[0].sample_count == samples);
}

TEST_CASE("time-keeping that is rounded makes no gap", "[io][edf][gaps]") {
  const auto info = info_of(kept("EDF+D", {"+0", "+1.05", "+2.1", "+2.99"}));
  CHECK(info.blocks.at(0).gaps.empty());
  CHECK(info.blocks[0].sample_count == 16);
}

TEST_CASE("time-keeping that slips a little each time never piles up", "[io][edf][gaps]") {
  // Half a sample is 0.125 s; each record comes 0.05 s late.
  std::vector<std::string> onsets;
  onsets.reserve(60);
  for (int i = 0; i < 60; ++i)
    onsets.push_back("+" + std::to_string(105 * i / 100) + "." +
                     std::to_string(105 * i % 100 / 10) + std::to_string(105 * i % 10));
  const auto info = info_of(kept("EDF+D", onsets));
  const double end_s = static_cast<double>(info.blocks.at(0).sample_count) / 4.0;
  CHECK_THAT(end_s, WithinAbs(59 * 1.05 + 1.0, 0.25));
  CHECK(info.blocks[0].gaps.size() > 5);
}

TEST_CASE("a start of EDF+ below the second is kept, over midnight too", "[io][edf][time]") {
  auto file = kept("EDF+C", {"+0.75", "+1.75"}, annotation("+1", "", "lights off"));
  file.time = "23.59.59";
  file.date = "31.12.99";
  const auto info = info_of(file);
  CHECK(core::to_iso(*info.start_time) == "1999-12-31T23:59:59.750000");
  CHECK(core::clock_time(*info.start_time, 0.25) == "00:00:00");
  CHECK(info.notes.empty());
  REQUIRE(info.annotations.size() == 1);
  CHECK_THAT(info.annotations[0].onset_s, WithinAbs(0.25, kExact));
}

TEST_CASE("a first record that is late moves the start and is told", "[io][edf][time]") {
  const auto info = info_of(kept("EDF+C", {"+5", "+6"}));
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T23:10:10");
  REQUIRE(info.notes.size() == 1);
  CHECK(contains(info.notes[0], "begins 5 s after the start time"));
}

TEST_CASE("time-keeping that cannot be is refused with record and byte", "[io][edf][errors]") {
  // The header is 768 bytes, a record 2 * 4 + 2 * 400 bytes, annotations begin 8 bytes into it.
  SECTION("EDF+D without it") {
    CHECK(contains(refused(kept("EDF+D", {"+0", "x"})),
                   "byte 1584 (time-keeping of data record 2): expected the time at which the data "
                   "record begins, found none"));
  }
  SECTION("overlap") {
    CHECK(contains(refused(kept("EDF+D", {"+0", "+0.5"})),
                   "byte 1584 (time-keeping of data record 2): expected a data record that begins "
                   "at 1 s"));
  }
  SECTION("continuous, with a jump") {
    CHECK(contains(refused(kept("EDF+C", {"+0", "+2"})), "write EDF+D (or BDF+D) at byte 192"));
  }
  SECTION("discontinuous, no annotation signal") {
    EdfTestFile file = counting_file(2);
    file.kind = "EDF+D";
    CHECK(contains(refused(file), "\"EDF Annotations\""));
  }
  SECTION("years of gap") {
    CHECK(contains(refused(kept("EDF+D", {"+0", "+99999999"})), "at most 31 days"));
  }
}

TEST_CASE("EDF+C without any time-keeping is read as continuous", "[io][edf]") {
  EdfTestFile file = counting_file(2);
  file.kind = "EDF+C";
  CHECK(info_of(file).blocks.at(0).sample_count == 8);
}

TEST_CASE("lists of annotations are parsed, broken ones counted", "[io][edf][annotations]") {
  using namespace std::string_literals;
  const auto found = io::parse_edf_annotations(
      "+567\x14\x14\0-3.5\x15"s
      "30\x14"
      "a\x14\xe9t\xe9\x14\0\0"s
      "12\x14no sign\x14\0+1\x15-2\x14x\x14\0"s);
  REQUIRE(found.lists.size() == 2);
  CHECK(found.lists[0].keeps_time);
  CHECK(found.lists[0].onset_s == 567.0);
  CHECK(found.lists[0].texts.empty());
  CHECK(found.lists[1].onset_s == -3.5);
  CHECK(found.lists[1].duration_s == 30.0);
  CHECK(found.lists[1].texts == std::vector<std::string>{"a", "\u00e9t\u00e9"});
  CHECK(found.has_broken_list);
}

TEST_CASE("annotations that are not understood are told", "[io][edf][annotations]") {
  const auto info = info_of(kept("EDF+C", {"+0", "+1"}, "broken" + annotation("+1", "", "marker")));
  REQUIRE(info.notes.size() == 1);
  CHECK(contains(info.notes[0], "1 data records hold annotations that are not understood"));
}

TEST_CASE("stages among the annotations become the hypnogram", "[io][edf][hypnogram]") {
  const auto info = info_of(kept("EDF+C",
                                 {"+0.5", "+1.5"},
                                 annotation("+0.5", "60", "Sleep stage W") +
                                     annotation("+60.5", "30", "Sleep stage N2") +
                                     annotation("+120.5", "30", "Sleep stage R") +
                                     annotation("+61", "1", "S1") + annotation("+62", "", "pain")));
  REQUIRE(info.hypnogram);
  CHECK(info.hypnogram->epoch_s == 30.0);
  CHECK_THAT(info.hypnogram->start_s, WithinAbs(0.0, kExact));
  CHECK(info.hypnogram->stages == std::vector<SleepStage>{SleepStage::wake,
                                                          SleepStage::wake,
                                                          SleepStage::n2,
                                                          SleepStage::unscored,
                                                          SleepStage::rem});
  REQUIRE(info.notes.size() == 1);
  CHECK(contains(info.notes[0], "not scored"));
  REQUIRE(info.annotations.size() == 2);  // "S1" for 1 s is a stimulus
  CHECK(info.annotations[0].label == "S1");
  CHECK(info.annotations[1].label == "pain");
}

TEST_CASE("words for sleep stages are understood in many spellings", "[io][hypnogram]") {
  struct Row {
    const char* word;
    SleepStage stage;
  };

  const auto row = GENERATE(Row{"Sleep stage W", SleepStage::wake},
                            Row{"Wake|0", SleepStage::wake},
                            Row{"W", SleepStage::wake},
                            Row{"Sleep stage 1", SleepStage::n1},
                            Row{"S1", SleepStage::n1},
                            Row{"NREM1", SleepStage::n1},
                            Row{"Stage 1 sleep|1", SleepStage::n1},
                            Row{"Stage 2", SleepStage::n2},
                            Row{"n2", SleepStage::n2},
                            Row{"Stage 3 sleep|3", SleepStage::n3},
                            Row{"Sleep stage 4", SleepStage::n3},
                            Row{"S4", SleepStage::n3},
                            Row{"REM sleep|5", SleepStage::rem},
                            Row{"Sleep stage R", SleepStage::rem},
                            Row{"Stage REM", SleepStage::rem},
                            Row{"Sleep stage ?", SleepStage::unscored},
                            Row{"Movement time", SleepStage::unscored},
                            Row{"Unscored|9", SleepStage::unscored});
  CAPTURE(row.word);
  REQUIRE(io::stage_from_word(row.word));
  CHECK(*io::stage_from_word(row.word) == row.stage);
  CHECK_FALSE(io::stage_from_word("Sleep stage X"));
  CHECK_FALSE(io::stage_from_word("Arousal"));
}

TEST_CASE("epochs are as long as the stretches allow", "[io][hypnogram]") {
  std::vector<std::string> notes;
  const auto of = [&](std::vector<io::StageSpan> spans) {
    return io::hypnogram_from(std::move(spans), notes);
  };
  CHECK_FALSE(of({}));
  CHECK(of({{10.0, 30.0, SleepStage::n1}})->start_s == 10.0);
  CHECK(of({{0.0, 40.0, SleepStage::n1}})->epoch_s == 20.0);
  CHECK(of({{0.0, 30.0, SleepStage::n1}, {30.0, 15.0, SleepStage::n2}})->epoch_s == 5.0);
  CHECK(notes.empty());
  // Without durations: until the next one; the last is an epoch.
  CHECK(of({{0.0, 0.0, SleepStage::n1}, {90.0, 0.0, SleepStage::n2}})->stages.size() == 4);
  CHECK(notes.empty());
  CHECK(of({{0.0, 60.0, SleepStage::n1}, {30.0, 30.0, SleepStage::n2}})->stages.at(1) ==
        SleepStage::n2);
  REQUIRE(notes.size() == 1);
  CHECK(contains(notes[0], "overlap"));
  CHECK(of({{0.0, 1.5, SleepStage::n1}})->epoch_s == 1.0);
  CHECK(notes.size() == 2);
}
