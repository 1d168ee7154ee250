// SPDX-License-Identifier: Apache-2.0
#include "evaluate/score.hpp"

#include <algorithm>
#include <cmath>

#include "evaluate/events.hpp"
#include "evaluate/traits.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::evaluate;
using namespace calfemg::test;
using Catch::Matchers::WithinAbs;
using core::EventType;

namespace {

constexpr double kRoundoff = 1e-12;
constexpr double kFourHours = 4.0 * 3600.0;

core::Event of_size(core::Event event, double multiple) {
  event.measures = {{"median_rest_multiple", multiple}};
  return event;
}

core::Event graded(core::Event event, core::Grade grade) {
  event.grade = grade;
  return event;
}

// Two cramps are found, one is missed and was turned down; of five detections one is a contraction,
// one a cramp of the other head and one nothing.
Session hand_made_night() {
  Session night;
  night.name = "night";
  night.duration_s = kFourHours;
  auto rejected = cramp(3000, 20);
  rejected.type = EventType::rejected_cramp;
  rejected.kind = "too_weak";
  night.truth = {of_size(cramp(1000, 40), 2.5),
                 of_size(cramp(2000, 40), 8.0),
                 of_size(cramp(3000, 20), 1.5),
                 of(EventType::contraction, cramp(4000, 30))};
  night.detected = {graded(of_size(cramp(1001, 40), 2.4), core::Grade::possible),
                    graded(of_size(cramp(1999, 44), 7.0), core::Grade::definite),
                    graded(on_lateral_head(of_size(cramp(2000, 40), 2.0)), core::Grade::probable),
                    graded(of_size(cramp(4000, 30), 9.0), core::Grade::definite),
                    graded(of_size(cramp(5000, 30), 9.0), core::Grade::possible),
                    rejected};
  return night;
}

TypeScore cramp_score(const std::vector<Session>& sessions) {
  Options options;
  options.types = {EventType::cramp};
  return evaluate::evaluate(sessions, options).types.at(0);
}

Stratum stratum(const TypeScore& score, const std::string& label) {
  const auto found = std::find_if(
      score.strata.begin(), score.strata.end(), [&](const Stratum& s) { return s.label == label; });
  REQUIRE(found != score.strata.end());
  return *found;
}

std::size_t count_of(const std::vector<WordCount>& words, const std::string& word) {
  for (const auto& entry : words) {
    if (entry.word == word) return entry.count;
  }
  return 0;
}

}  // namespace

TEST_CASE("a hand-made night has the figures that can be counted", "[evaluate][score]") {
  const auto score = cramp_score({hand_made_night()});
  CHECK(score.sensitivity.successes == 2);
  CHECK(score.sensitivity.total == 3);
  CHECK(score.ppv.total == 5);
  CHECK_THAT(score.ppv.value, WithinAbs(0.4, kRoundoff));
  CHECK_THAT(score.f1.value, WithinAbs(0.5, kRoundoff));
  CHECK_THAT(score.false_alarms_per_8h, WithinAbs(6.0, kRoundoff));
  CHECK_THAT(score.onset_error_s.median, WithinAbs(0.0, kRoundoff));
  CHECK_THAT(score.offset_error_s.median, WithinAbs(2.0, kRoundoff));
}

TEST_CASE("false alarms and misses say what was there instead", "[evaluate][score]") {
  const auto score = cramp_score({hand_made_night()});
  CHECK(score.false_alarms.size() == 3);
  CHECK(count_of(score.false_alarms, "contraction") == 1);
  CHECK(count_of(score.false_alarms, "cramp, other head") == 1);
  CHECK(count_of(score.false_alarms, "nothing") == 1);
  REQUIRE(score.misses.size() == 1);
  CHECK(score.misses[0].word == "rejected_cramp: too_weak");
}

TEST_CASE("true events are sorted by their own amplitude, detected by theirs",
          "[evaluate][score]") {
  const auto score = cramp_score({hand_made_night()});
  CHECK(stratum(score, "below 2").sensitivity.successes == 0);
  CHECK(stratum(score, "below 2").sensitivity.total == 1);
  CHECK(stratum(score, "below 2").ppv.total == 0);
  CHECK(stratum(score, "2 to 3").sensitivity.successes == 1);
  CHECK(stratum(score, "2 to 3").ppv.total == 2);  // 2.0 is in "2 to 3"
  CHECK(stratum(score, "2 to 3").ppv.successes == 1);
  CHECK(stratum(score, "6 and more").ppv.successes == 1);
  CHECK(stratum(score, "6 and more").ppv.total == 3);
  CHECK(stratum(score, "left GM").sensitivity.total == 3);
}

TEST_CASE("a higher grade leaves fewer detections", "[evaluate][score]") {
  const auto rows = cramp_score({hand_made_night()}).by_grade;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].ppv.total == 5);
  CHECK(rows[1].ppv.total == 3);
  CHECK(rows[2].ppv.total == 2);
  CHECK(rows[2].sensitivity.successes == 1);
  CHECK(rows[2].sensitivity.total == 3);
  CHECK_THAT(rows[2].false_alarms_per_8h, WithinAbs(2.0, kRoundoff));
}

TEST_CASE("recordings add up, and events of different ones never match", "[evaluate][score]") {
  const auto night = hand_made_night();
  auto only_truth = night;
  only_truth.detected.clear();
  auto only_detected = night;
  only_detected.truth.clear();
  CHECK(cramp_score({night, night}).sensitivity.successes == 4);
  const auto apart = cramp_score({only_truth, only_detected});
  CHECK(apart.sensitivity.successes == 0);
  CHECK(apart.ppv.total == 5);
  CHECK(apart.f1.value == 0.0);
}

TEST_CASE("one recording of unknown duration leaves the rate missing", "[evaluate][score]") {
  auto night = hand_made_night();
  night.duration_s = core::kMissing;
  const auto score = cramp_score({hand_made_night(), night});
  CHECK(std::isnan(score.false_alarms_per_8h));
  CHECK(score.sensitivity.successes == 4);
}

TEST_CASE("empty tables and no recordings give missing figures", "[evaluate][score]") {
  const auto none = evaluate::evaluate({}, {});
  REQUIRE(none.types.size() == 4);
  CHECK(std::isnan(none.types[0].f1.value));
  const auto empty = cramp_score({{"empty", {}, {}, kFourHours, {}}});
  CHECK(std::isnan(empty.sensitivity.value));
  CHECK(empty.false_alarms_per_8h == 0.0);
  CHECK(empty.strata.empty());
}

TEST_CASE("the counterpart is the event that overlaps longest on the leg", "[evaluate][score]") {
  const auto alarm = cramp(100, 30);
  auto motion = of(EventType::artifact, cramp(95, 10));
  motion.kind = "motion";
  const auto contraction = of(EventType::contraction, cramp(110, 60));
  CHECK(counterpart(alarm, {motion, contraction}) == "contraction");
  CHECK(counterpart(alarm, {motion}) == "artifact: motion");
  CHECK(counterpart(alarm, {on_right_leg(contraction)}) == "nothing");
  CHECK(counterpart(alarm, {cramp(120, 60)}) == "cramp, not one to one");
  CHECK(counterpart(alarm, {cramp(130, 60)}) == "nothing");  // they only touch
}

TEST_CASE("detected events are broken down by their confidence, true ones have none",
          "[evaluate][score]") {
  Session night;
  night.duration_s = kFourHours;
  auto sure = cramp(1000, 40);
  sure.confidence = 0.97;
  auto wrong = cramp(2000, 40);
  wrong.confidence = 0.97;
  auto doubtful = cramp(3000, 40);
  doubtful.confidence = 0.1;  // an edge belongs to what is above it
  night.truth = {cramp(1000, 40), cramp(3000, 40)};
  night.detected = {sure, wrong, doubtful};
  const auto score = cramp_score({night});
  const auto high = stratum(score, "0.95 and more");
  CHECK(high.attribute == "confidence");
  CHECK(high.sensitivity.total == 0);
  CHECK(high.ppv.total == 2);
  CHECK(high.ppv.successes == 1);
  CHECK(stratum(score, "0.1 to 0.2").ppv.successes == 1);
}
