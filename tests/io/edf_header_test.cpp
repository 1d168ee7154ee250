// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/edf_bytes.hpp"
#include "io/edf_text.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// The sentence about the only note, or how many there are.
std::string only_note(const std::string& bytes) {
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", bytes);
  const auto reader = io::open_recording(folder / "night.edf", {});
  const auto& notes = reader->info().notes;
  return notes.size() == 1 ? notes.front() : std::to_string(notes.size()) + " notes";
}

std::string start_of(const EdfTestFile& file) {
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", file.bytes());
  const auto reader = io::open_recording(folder / "night.edf", {});
  const auto& start = reader->info().start_time;
  return start ? core::to_iso(*start) : "none";
}

}  // namespace

TEST_CASE("a wrong field of the header is named with its byte and what it held",
          "[io][edf][errors]") {
  EdfTestFile file = counting_file(2);
  std::string expected;
  SECTION("duration") {
    file.duration = "0";
    expected = "byte 244 (duration of a data record): expected seconds above 0, found \"0\"";
  }
  SECTION("duration that is no number") {
    file.duration = "one";
    expected = "byte 244 (duration of a data record): expected seconds above 0, found \"one\"";
  }
  SECTION("number of records") {
    file.records = "-2";
    expected = "byte 236 (number of data records): expected a whole number";
  }
  SECTION("no record") {
    file.record_count = 0;
    expected = "byte 512: expected data records of 8 bytes, found no complete one";
  }
  SECTION("a duration of years") {
    file.duration = "9999999";
    expected = "byte 244 (duration of a data record): expected a recording of at most 31 days";
  }
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", file.bytes());
  const auto text = refusal<core::FormatError>(folder / "night.edf");
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("bytes of the header that do not fit are refused", "[io][edf][errors]") {
  std::string bytes = counting_file(2).bytes();
  std::string expected;
  SECTION("number of signals") {
    bytes.replace(252, 4, "-1  ");
    expected = "byte 252 (number of signals): expected a whole number from 1 to 9999, found \"-1\"";
  }
  SECTION("size of the header") {
    bytes.replace(184, 8, "768     ");
    expected = "byte 184 (bytes in the header): expected 512, 256 for each of the 1 signals";
  }
  SECTION("samples in a record") {
    bytes.replace(256 + 216, 8, "4.5     ");
    expected = "byte 472 (samples in a data record): expected a whole number";
  }
  SECTION("a field before the date that is one byte short") {
    bytes.erase(100, 1);
    expected = "byte 168 (start date): expected dd.mm.yy, which begins at byte 167 here";
  }
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", bytes);
  const auto text = refusal<core::FormatError>(folder / "night.edf");
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("every place at which a file can be cut off ends in a sentence or a note",
          "[io][edf][errors]") {
  const std::string bytes = counting_file(2).bytes();
  const TemporaryFolder folder;
  for (std::size_t length = 8; length < bytes.size(); ++length) {
    CAPTURE(length);
    write_bytes(folder / "night.edf", bytes.substr(0, length));
    if (length < 512) {
      CHECK(contains(refusal<core::FileError>(folder / "night.edf"), "inside its EDF header"));
    } else if (length < 520) {
      CHECK(contains(refusal<core::FormatError>(folder / "night.edf"), "no complete one"));
    } else {
      CHECK(contains(only_note(bytes.substr(0, length)),
                     "the file is truncated: 1 of 2 data records are complete"));
    }
  }
}

TEST_CASE("a recorder that was interrupted leaves its complete records", "[io][edf]") {
  EdfTestFile file = counting_file(3);
  file.records = "-1";
  const std::string bytes = file.bytes();
  CHECK(contains(only_note(bytes), "is -1: the recorder was interrupted; 3 data records"));
  CHECK(contains(only_note(bytes.substr(0, bytes.size() - 3)),
                 "2 data records are complete and are read, 5 bytes of another are not"));
}

TEST_CASE("bytes behind the declared records are told and not read", "[io][edf]") {
  EdfTestFile file = counting_file(3);
  file.records = "2";
  CHECK(contains(only_note(file.bytes() + "xy"), "10 bytes follow the 2 data records"));
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", file.bytes());
  CHECK(io::open_recording(folder / "night.edf", {})->info().blocks.at(0).sample_count == 8);
}

TEST_CASE("the start comes from the header, its century from EDF+ where it is said",
          "[io][edf][time]") {
  EdfTestFile file = counting_file(2);
  CHECK(start_of(file) == "2026-03-28T23:10:05");
  file.date = "31.12.85";
  CHECK(start_of(file) == "1985-12-31T23:10:05");
  file.date = "29.02.84";
  CHECK(start_of(file) == "2084-02-29T23:10:05");
  file.recording = "Startdate 29-FEB-2184 X X X";
  CHECK(start_of(file) == "2184-02-29T23:10:05");
}

TEST_CASE("dates that are unknown, contradict or make no sense are told", "[io][edf][time]") {
  const auto start = [](const char* date, const char* time, const char* recording) {
    return io::edf_start(date, time, recording);
  };
  const auto iso = [](const io::EdfStart& found) {
    return found.time ? core::to_iso(*found.time) : "none";
  };
  const auto unknown = start("01.01.85", "22.00.00", "Startdate X X X X");
  CHECK(iso(unknown) == "1985-01-01T22:00:00");
  CHECK(contains(unknown.note, "not known"));
  CHECK(iso(start("xx.xx.yy", "22.00.00", "Startdate X X X X")) == "1985-01-01T22:00:00");
  const auto two = start("01.02.03", "22.00.00", "Startdate 02-FEB-2003 X X X");
  CHECK(iso(two) == "2003-02-02T22:00:00");
  CHECK(contains(two.note, "two dates, 2003-02-01"));
  CHECK(start("02.02.03", "22:00:00", "Startdate 02-feb-2003 X X X").note.empty());
  const auto bad = start("00.00.00", "20.14.57", "");
  CHECK(iso(bad) == "none");
  CHECK(contains(bad.note,
                 "byte 168 (start date and time): expected dd.mm.yy and hh.mm.ss, found "
                 "\"00.00.00\" and \"20.14.57\""));
  CHECK(iso(start("01.02.03", "25.00.00", "")) == "none");
}

TEST_CASE("bytes changed at random end in a sentence or a recording that can be read",
          "[io][edf][errors]") {
  EdfTestFile file = counting_file(3);
  file.kind = "EDF+D";
  file.recording = "Startdate 28-MAR-2026 X X X";
  file.signals[0].prefilter = "HP:10Hz LP:500Hz N:50Hz";
  file.signals.push_back(annotation_signal({time_keeping("+0") + annotation("+1", "2", "marker"),
                                            time_keeping("+1.5"),
                                            time_keeping("+4")}));
  const std::string whole = file.bytes();
  const std::string likely = "0123456789+-.,:eEXDC \x14\x15\xff" + std::string(1, '\0');
  std::mt19937 generator(5);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(generator);
  };
  const TemporaryFolder folder;
  int read = 0;
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = whole;
    for (std::size_t n = 1 + below(4); n > 0; --n)
      bytes[8 + below(bytes.size() - 8)] = likely[below(likely.size())];
    CAPTURE(i);
    write_bytes(folder / "night.edf", bytes);
    try {
      const auto reader = io::open_recording(folder / "night.edf", {});
      const auto samples = reader->info().blocks.at(0).sample_count;
      std::vector<double> out(std::min<std::uint64_t>(samples, 100));
      reader->read_uv(0, samples - out.size(), out.size(), std::vector<std::size_t>{0}, out);
      ++read;
    } catch (const core::Error&) {
      ++refused;
    }
  }
  CHECK(read > 300);
  CHECK(refused > 300);
}
