// SPDX-License-Identifier: Apache-2.0
#include "evaluate/matching.hpp"

#include <vector>

#include "evaluate/events.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::evaluate;
using namespace calfemg::test;
using core::EventType;

namespace {

std::size_t matches(const std::vector<core::Event>& truth,
                    const std::vector<core::Event>& detected,
                    const Options& options = {}) {
  return match_events(truth, detected, options).size();
}

}  // namespace

TEST_CASE("overlap decides from its very limit on", "[evaluate][matching]") {
  // 20 s and 40 s that share 10 s: 10 / 50 = 0.2.
  CHECK(may_match(cramp(100, 20), cramp(110, 40), {}));
  CHECK(!may_match(cramp(100, 20), cramp(110.1, 40), {}));
}

TEST_CASE("onsets decide up to their very limit", "[evaluate][matching]") {
  // 3 s inside 100 s: hardly any overlap.
  CHECK(may_match(cramp(100, 100), cramp(102, 3), {}));
  CHECK(!may_match(cramp(100, 100), cramp(102.1, 3), {}));
  CHECK(may_match(cramp(102, 3), cramp(100, 100), {}));
}

TEST_CASE("cramps match on their own head only", "[evaluate][matching]") {
  CHECK(matches({cramp(10, 20)}, {cramp(10, 20)}) == 1);
  CHECK(matches({cramp(10, 20)}, {on_lateral_head(cramp(10, 20))}) == 0);
  CHECK(matches({cramp(10, 20)}, {on_right_leg(cramp(10, 20))}) == 0);
}

TEST_CASE("leg movements match on their leg, whatever the muscle", "[evaluate][matching]") {
  const auto truth = of(EventType::lm, cramp(10, 2));
  auto detected = truth;
  detected.muscle = core::Muscle::tibialis_anterior;
  CHECK(matches({truth}, {detected}) == 1);
  CHECK(matches({truth}, {on_right_leg(detected)}) == 0);
  detected.leg.reset();
  CHECK(matches({truth}, {detected}) == 1);
}

TEST_CASE("artefacts match when they share a channel", "[evaluate][matching]") {
  auto truth = of(EventType::artifact, cramp(10, 2));
  truth.channels = {"GM.L.upper"};
  auto detected = truth;
  detected.channels = {"TA.L", "GM.L.upper"};
  CHECK(matches({truth}, {detected}) == 1);
  detected.channels = {"GM.L.lower"};
  CHECK(matches({truth}, {detected}) == 0);
}

TEST_CASE("an event matches at most one other", "[evaluate][matching]") {
  CHECK(matches({cramp(100, 60)}, {cramp(100, 28), cramp(130, 30)}) == 1);
  CHECK(matches({cramp(100, 28), cramp(130, 30)}, {cramp(100, 60)}) == 1);
}

TEST_CASE("as many pairs as possible come before the best single pair", "[evaluate][matching]") {
  // The first detection fits the first truth exactly, but it is the only one for the second truth.
  const std::vector<core::Event> truth{cramp(100, 20), cramp(110, 30)};
  const std::vector<core::Event> detected{cramp(100, 20), cramp(95, 10)};
  REQUIRE(may_match(truth[1], detected[0], {}));
  REQUIRE(!may_match(truth[1], detected[1], {}));
  const auto pairs = match_events(truth, detected, {});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].column == 1);
  CHECK(pairs[1].column == 0);
}

TEST_CASE("among as many pairs the larger overlap wins, in any order", "[evaluate][matching]") {
  const std::vector<core::Event> truth{cramp(100, 20)};
  const auto one = match_events(truth, {cramp(101, 10), cramp(101, 19)}, {});
  const auto other = match_events(truth, {cramp(101, 19), cramp(101, 10)}, {});
  REQUIRE(one.size() == 1);
  REQUIRE(other.size() == 1);
  CHECK(one[0].column == 1);
  CHECK(other[0].column == 0);
}

TEST_CASE("many events that all compete are matched completely", "[evaluate][matching]") {
  std::vector<core::Event> truth;
  std::vector<core::Event> detected;
  for (int i = 0; i < 200; ++i) {
    truth.push_back(cramp(i, 1));
    detected.push_back(cramp(199 - i + 1.5, 1));
  }
  CHECK(matches(truth, detected) == 200);
}

TEST_CASE("an empty side matches nothing", "[evaluate][matching]") {
  CHECK(matches({}, {cramp(1, 2)}) == 0);
  CHECK(matches({cramp(1, 2)}, {}) == 0);
  CHECK(matches({}, {}) == 0);
}
