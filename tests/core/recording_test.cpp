// SPDX-License-Identifier: Apache-2.0
#include "core/recording.hpp"

#include "support/catch.hpp"

using namespace calfemg::core;

TEST_CASE("a hypnogram answers for the epoch that holds a moment", "[core][recording]") {
  const Hypnogram hypnogram{30.0, 10.0, {SleepStage::wake, SleepStage::n2}};
  CHECK(hypnogram.at(10.0) == SleepStage::wake);
  CHECK(hypnogram.at(39.999) == SleepStage::wake);
  CHECK(hypnogram.at(40.0) == SleepStage::n2);
  CHECK(hypnogram.at(69.999) == SleepStage::n2);
}

TEST_CASE("outside the hypnogram nothing is scored", "[core][recording]") {
  const Hypnogram hypnogram{30.0, 10.0, {SleepStage::wake, SleepStage::n2}};
  CHECK(hypnogram.at(9.999) == SleepStage::unscored);
  CHECK(hypnogram.at(70.0) == SleepStage::unscored);
  CHECK(hypnogram.at(1e300) == SleepStage::unscored);
  CHECK(hypnogram.at(kMissing) == SleepStage::unscored);
  CHECK(Hypnogram{}.at(0.0) == SleepStage::unscored);
}

TEST_CASE("wake and unscored are not sleep", "[core][recording]") {
  CHECK_FALSE(is_sleep(SleepStage::wake));
  CHECK_FALSE(is_sleep(SleepStage::unscored));
  for (const auto stage : {SleepStage::n1, SleepStage::n2, SleepStage::n3, SleepStage::rem})
    CHECK(is_sleep(stage));
  CHECK(name(SleepStage::rem) == "REM");
  CHECK(name(SleepStage::wake) == "W");
  CHECK(name(SleepStage::unscored) == "unscored");
}

TEST_CASE("a recording lasts until its latest block ends", "[core][recording]") {
  RecordingInfo recording;
  CHECK(recording.duration().value() == 0.0);
  BlockInfo slow;
  slow.rate = Hertz(10.0);
  slow.sample_count = 100;
  BlockInfo late;
  late.rate = Hertz(1000.0);
  late.sample_count = 1500;
  late.start = Seconds(9.0);
  recording.blocks = {late, slow};
  CHECK(recording.duration().value() == 10.5);
  CHECK(slow.duration().value() == 10.0);
}

TEST_CASE("an interval ends after its duration", "[core][recording]") {
  CHECK(Interval{1.5, 2.25}.end_s() == 3.75);
}
