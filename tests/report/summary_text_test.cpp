// SPDX-License-Identifier: Apache-2.0
#include "report/summary_text.hpp"

#include "fake_session.hpp"
#include "page_checks.hpp"
#include "support/catch.hpp"

using namespace calfemg;

namespace {

// Blanks that keep a number with its unit are blanks for these tests.
std::string plain(const std::string& text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\xC2') continue;  // lead byte of U+00A0, the only such character in these sentences
    shown += c == '\xA0' ? ' ' : c;
  }
  return shown;
}

std::vector<std::string> sentences_of(const test::FakeSession& session) {
  auto sentences = report::night_summary(report::Session(session.table, session.result)).sentences;
  for (auto& sentence : sentences)
    sentence = plain(sentence);
  return sentences;
}

std::vector<std::string> limits_of(const test::FakeSession& session) {
  return report::night_summary(report::Session(session.table, session.result)).limits;
}

core::Event left_medial(double onset_s, double duration_s, core::Grade grade) {
  return test::cramp_event(
      onset_s, duration_s, core::Leg::left, core::Muscle::gastrocnemius_medialis, grade);
}

}  // namespace

TEST_CASE("no cramp is said with how much was listened to and where", "[report][summary]") {
  const auto sentences = sentences_of(test::quiet_session(7.7 * 3600.0));
  CHECK(sentences[0] ==
        "No cramp was found in 7 h 42 min of usable signal from the medial head of the left "
        "gastrocnemius, the lateral head of the left gastrocnemius, the medial head of the right "
        "gastrocnemius and the lateral head of the right gastrocnemius.");
  REQUIRE(sentences.size() == 3);
  CHECK(sentences[1] == "No period of elevated tension was found. Leg movements were not scored.");
  CHECK(sentences[2] ==
        "The signal is good: of 7 h 42 min of recording, 100 % of the signal was usable.");
}

TEST_CASE("one cramp is told with grade, head, time and length", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  session.result.findings.events = {left_medial(1110.0, 85.0, core::Grade::definite)};
  CHECK(sentences_of(session)[0] ==
        "One definite cramp was found in the medial head of the left gastrocnemius at 23:59:50, "
        "lasting 1 min 25 s.");
}

TEST_CASE("two cramps are told one by one", "[report][summary]") {
  const auto sentences = sentences_of(test::eventful_session());
  CHECK(sentences[0] ==
        "Two cramps were found: one definite in the medial head of the left gastrocnemius at "
        "23:59:50, lasting 1 min 25 s; one probable in the lateral head of the right gastrocnemius "
        "at 00:04:30, lasting 38 s. One candidate was turned down; the reasons are listed below.");
  CHECK(sentences[1] ==
        "Elevated tension lasted 4 min 25 s in one period, all in the lateral head of the right "
        "gastrocnemius. Leg movements: 9 in the left leg and 5 in the right leg, scored on "
        "gastrocnemius: a "
        "non-standard derivation, because the rules are written for tibialis anterior.");
}

TEST_CASE("many cramps are counted by head and grade", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  for (int i = 0; i < 5; ++i)
    session.result.findings.events.push_back(
        left_medial(100.0 * i, 20.0, i < 3 ? core::Grade::definite : core::Grade::possible));
  CHECK(sentences_of(session)[0] ==
        "Five cramps were found: five in the medial head of the left gastrocnemius (three "
        "definite, two possible).");
}

TEST_CASE("without a start time a cramp is placed by elapsed time", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  session.table.recording.start_time.reset();
  session.result.findings.events = {left_medial(1110.0, 85.0, core::Grade::definite)};
  CHECK(sentences_of(session)[0].find("0:18:30 after the start") != std::string::npos);
}

TEST_CASE("tension in several heads names the one with most of it", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  auto first = left_medial(100.0, 120.0, core::Grade::none);
  first.type = core::EventType::tension;
  auto second = first;
  second.leg = core::Leg::right;
  second.duration_s = 300.0;
  session.result.findings.events = {first, second};
  CHECK(sentences_of(session)[1] ==
        "Elevated tension lasted 7 min in two periods (heads added up), most of it in the medial "
        "head of the right gastrocnemius (5 min). Leg movements were not scored.");
}

TEST_CASE("standard derivation is named when tibialis anterior was scored", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  session.result.findings.legs = {{core::Leg::left, 4, "tibialis_anterior", true}};
  CHECK(sentences_of(session)[1] ==
        "No period of elevated tension was found. Leg movements: 4 in the left leg, scored on "
        "tibialis anterior.");
}

TEST_CASE("what limits certainty is listed", "[report][summary]") {
  auto session = test::quiet_session(1800.0);
  const auto listed = [&](std::string_view part) {
    for (const auto& limit : limits_of(session)) {
      if (limit.find(part) != std::string::npos) return true;
    }
    return false;
  };
  CHECK(listed("No hypnogram"));
  CHECK_FALSE(listed("narrowed"));
  for (auto& channel : session.table.channels)
    channel.conditions.band = {20.0, 95.0, "sampling rate 200 Hz"};
  CHECK(
      listed("The band of every channel was narrowed to 20\xE2\x80\x93"
             "95 Hz (sampling rate 200 Hz)."));
  session.result.findings.channels[3].usable_s = 900.0;
  CHECK(listed("of the signal was usable in GL.L.lower"));
  session.table.channels.resize(2);
  session.result.findings.channels.resize(2);
  CHECK(listed("Only the left leg was recorded."));
  CHECK(listed("whether activity is focal cannot be judged"));
}
