// SPDX-License-Identifier: Apache-2.0
#include "core/start_time.hpp"

#include "support/catch.hpp"

using namespace calfemg::core;

namespace {

StartTime start(const char* text) {
  const auto parsed = start_time_from_iso(text);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("the moment agrees with an independent calendar", "[core][start_time]") {
  // date -u -d '2026-03-28 23:10:05' +%s
  CHECK(start("2026-03-28T23:10:05").local_microseconds == 1'774'739'405'000'000);
  CHECK(start("1970-01-01T00:00:00").local_microseconds == 0);
  // date -u -d '1969-12-31 23:59:59' +%s
  CHECK(start("1969-12-31T23:59:59").local_microseconds == -1'000'000);
  CHECK(start("2024-02-29T00:00:00").local_microseconds == 1'709'164'800'000'000);
}

TEST_CASE("the forms that recorders write are read", "[core][start_time]") {
  const long long moment = start("2026-03-28T23:10:05").local_microseconds;
  CHECK(start("2026-03-28 23:10:05").local_microseconds == moment);
  CHECK(start("2026-03-28t23:10:05z").local_microseconds == moment);
  CHECK(start("2026-03-28T23:10").local_microseconds == moment - 5'000'000);
  CHECK(start("2026-03-28T23:10:05.25").local_microseconds == moment + 250'000);
  CHECK(start("2026-03-28T23:10:05,25").local_microseconds == moment + 250'000);
  CHECK(start("2026-03-28T23:10:05.1234567891").local_microseconds == moment + 123'456);
}

TEST_CASE("the offset is kept when there is one and never invented", "[core][start_time]") {
  CHECK_FALSE(start("2026-03-28T23:10:05").utc_offset_minutes);
  CHECK(start("2026-03-28T23:10:05Z").utc_offset_minutes == 0);
  CHECK(start("2026-03-28T23:10:05+01:00").utc_offset_minutes == 60);
  CHECK(start("2026-03-28T23:10:05-0330").utc_offset_minutes == -210);
  CHECK(start("2026-03-28T23:10:05+05").utc_offset_minutes == 300);
  CHECK(start("2026-03-28T23:10:05-00:30").utc_offset_minutes == -30);
}

TEST_CASE("what is no date and time is refused", "[core][start_time]") {
  for (const auto* text : {"",
                           "2026",
                           "2026-03-28",
                           "28.03.2026 23:10:05",
                           "2026-02-29T00:00:00",
                           "2026-13-01T00:00:00",
                           "2026-00-10T00:00:00",
                           "2026-04-31T00:00:00",
                           "2026-03-28T24:00:00",
                           "2026-03-28T23:60:00",
                           "2026-03-28T23:10:61",
                           "2026-03-28T23:10:05.",
                           "2026-03-28T23:10:05 ",
                           "2026-03-28T23:10:05+1",
                           "2026-03-28T23:10:05+01:0",
                           "2026-03-28T23:10:05+01:00x",
                           "2026-03-28T23:10:05Zulu",
                           "2026-3-28T23:10:05",
                           "2026-03-28T23:1a:05"}) {
    CAPTURE(text);
    CHECK_FALSE(start_time_from_iso(text));
  }
}

TEST_CASE("an offset that no clock has is refused", "[core][start_time]") {
  CHECK_FALSE(start_time_from_iso("2026-03-28T23:10:05+24:00"));
  CHECK_FALSE(start_time_from_iso("2026-03-28T23:10:05+01:60"));
  CHECK_FALSE(start_time_from_iso("2026-03-28T23:10:05-99:99"));
}

TEST_CASE("a fraction without seconds is refused: ISO means minutes by it", "[core][start_time]") {
  CHECK_FALSE(start_time_from_iso("2026-03-28T23:10.5"));
}

TEST_CASE("a start time that was written reads back the same", "[core][start_time]") {
  for (const auto* text : {"2026-03-28T23:10:05",
                           "2026-03-28T23:10:05Z",
                           "2026-03-28T23:10:05.250000+01:00",
                           "2026-03-28T23:10:05.000001-03:30",
                           "1969-07-20T20:17:40.5+00:00",
                           "0099-01-01T00:00:00"}) {
    CAPTURE(text);
    const StartTime once = start(text);
    const auto again = start_time_from_iso(to_iso(once));
    REQUIRE(again);
    CHECK(again->local_microseconds == once.local_microseconds);
    CHECK(again->utc_offset_minutes == once.utc_offset_minutes);
  }
  CHECK(to_iso(start("2026-03-28 23:10")) == "2026-03-28T23:10:00");
  CHECK(to_iso(start("2026-03-28T23:10:05.25+01:00")) == "2026-03-28T23:10:05.250000+01:00");
  CHECK(to_iso(start("2026-03-28T23:10:05-00:30")) == "2026-03-28T23:10:05-00:30");
}

TEST_CASE("the clock goes on past midnight", "[core][start_time]") {
  const StartTime evening = start("2026-03-28T23:10:05.25+01:00");
  CHECK(clock_time(evening, 0.0) == "23:10:05");
  CHECK(clock_time(evening, 0.74) == "23:10:05");
  CHECK(clock_time(evening, 0.75) == "23:10:06");
  CHECK(clock_time(evening, 3000.0) == "00:00:05");
  CHECK(clock_time(evening, 86400.0) == "23:10:05");
  CHECK(clock_time(evening, -5.25) == "23:10:00");
  CHECK(clock_time(start("1969-12-31T23:59:59"), 2.0) == "00:00:01");
}

TEST_CASE("the clock keeps its offset in a night in which clocks are changed",
          "[core][start_time]") {
  const auto start = *start_time_from_iso("2026-03-29T01:30:00.25+01:00");
  CHECK(clock_time(start, 3600.0) == "02:30:00");   // 03:30 of summer time
  CHECK(clock_time(start, 3599.75) == "02:30:00");  // the fraction counts
  CHECK(clock_time(start, 3599.5) == "02:29:59");
  const auto autumn = *start_time_from_iso("2026-10-25T02:30:00+02:00");
  CHECK(clock_time(autumn, 3600.0) == "03:30:00");  // no hour comes twice
}

TEST_CASE("the clock does not lose a second to rounding", "[core][start_time]") {
  // Doubles of today's seconds are 2e-7 apart: a microsecond before the full second still counts.
  int wrong = 0;
  for (int microsecond = 0; microsecond < 1'000'000; microsecond += 997) {
    StartTime begin = start("2026-03-28T23:10:05");
    begin.local_microseconds += microsecond;
    const double to_next = (1'000'000 - microsecond) / 1e6;
    wrong += clock_time(begin, to_next) == "23:10:06" ? 0 : 1;
    wrong += clock_time(begin, to_next - 1e-6) == "23:10:05" ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("elapsed time counts hours without end", "[core][start_time]") {
  CHECK(elapsed_time(0.0) == "0:00:00");
  CHECK(elapsed_time(59.999) == "0:00:59");
  CHECK(elapsed_time(3661.0) == "1:01:01");
  CHECK(elapsed_time(90'000.0) == "25:00:00");
}

TEST_CASE("time before the start has a sign in front", "[core][start_time]") {
  CHECK(elapsed_time(-0.5) == "-0:00:01");
  CHECK(elapsed_time(-61.0) == "-0:01:01");
}
