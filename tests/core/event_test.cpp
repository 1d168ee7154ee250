// SPDX-License-Identifier: Apache-2.0
#include "core/event.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "support/catch.hpp"

using namespace calfemg::core;

namespace {

Event event(double onset_s, EventType type, std::optional<Leg> leg = {}) {
  Event made;
  made.onset_s = onset_s;
  made.type = type;
  made.leg = leg;
  return made;
}

}  // namespace

TEST_CASE("every event type and grade leads back from its name", "[core][event]") {
  for (int i = 0; i < 10; ++i) {
    const auto type = static_cast<EventType>(i);
    CHECK(event_type_from_name(name(type)) == type);
  }
  for (int i = 0; i < 4; ++i) {
    const auto grade = static_cast<Grade>(i);
    CHECK(grade_from_name(name(grade)) == grade);
  }
  CHECK(name(EventType::cramp) == "cramp");
  CHECK(name(EventType::rejected_cramp) == "rejected_cramp");
  CHECK(name(EventType::artifact) == "artifact");
  CHECK(name(Grade::definite) == "definite");
  CHECK_FALSE(event_type_from_name("spasm"));
  CHECK_FALSE(grade_from_name("certain"));
}

TEST_CASE("a measure that an event does not carry is missing", "[core][event]") {
  Event cramp;
  cramp.measures = {{"peak_uv", 12.5}};
  CHECK(cramp.measure("peak_uv") == 12.5);
  CHECK(std::isnan(cramp.measure("rest_uv")));
  cramp.onset_s = 1.5;
  cramp.duration_s = 2.25;
  CHECK(cramp.end_s() == 3.75);
}

TEST_CASE("events are ordered by onset, then type, then leg, both legs first", "[core][event]") {
  const std::vector<Event> ordered{event(1.0, EventType::artifact),
                                   event(2.0, EventType::cramp),
                                   event(2.0, EventType::lm),
                                   event(2.0, EventType::lm, Leg::left),
                                   event(2.0, EventType::lm, Leg::right)};
  std::vector<Event> shuffled = ordered;
  std::mt19937 generator(3);
  std::shuffle(shuffled.begin(), shuffled.end(), generator);
  std::sort(shuffled.begin(), shuffled.end(), comes_before);
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    CHECK(shuffled[i].onset_s == ordered[i].onset_s);
    CHECK(shuffled[i].type == ordered[i].type);
    CHECK(shuffled[i].leg == ordered[i].leg);
  }
  CHECK_FALSE(comes_before(ordered[0], ordered[0]));
}

TEST_CASE("muscle and channel decide what happens at once in one leg", "[core][event]") {
  Event medial = event(1.0, EventType::cramp, Leg::left);
  medial.muscle = Muscle::gastrocnemius_medialis;
  Event lateral = medial;
  lateral.muscle = Muscle::gastrocnemius_lateralis;
  CHECK(comes_before(medial, lateral));
  CHECK_FALSE(comes_before(lateral, medial));
  Event upper = medial;
  upper.channels = {"a"};
  Event lower = medial;
  lower.channels = {"b"};
  CHECK(comes_before(upper, lower));
}
