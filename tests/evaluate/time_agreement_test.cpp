// SPDX-License-Identifier: Apache-2.0
#include "evaluate/time_agreement.hpp"

#include <cmath>

#include "evaluate/events.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::evaluate;
using namespace calfemg::test;
using Catch::Matchers::WithinAbs;
using core::EventType;

namespace {

constexpr double kRoundoff = 1e-12;

Session session(std::vector<core::Event> truth, std::vector<core::Event> detected, double s) {
  return {"night", std::move(truth), std::move(detected), s, {}};
}

core::ChannelInfo channel(core::Muscle muscle, core::Site site) {
  core::ChannelInfo info;
  info.role = {core::Leg::left, muscle, site};
  info.name = core::label(info.role);
  return info;
}

}  // namespace

TEST_CASE("kappa of a textbook table", "[evaluate][time]") {
  // 50 applicants, two readers: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no. Agreement 0.7, by chance
  // 0.5 * 0.6 + 0.5 * 0.4 = 0.5, kappa 0.4.
  const TimeAgreement agreement{20, 5, 10, 15};
  CHECK_THAT(agreement.kappa(), WithinAbs(0.4, kRoundoff));
}

TEST_CASE("the textbook table comes out of intervals too", "[evaluate][time]") {
  const auto agreement =
      time_agreement(session({cramp(0, 25)}, {cramp(5, 30)}, 50), EventType::cramp, 1.0);
  CHECK(agreement.both_s == 20.0);
  CHECK(agreement.truth_only_s == 5.0);
  CHECK(agreement.detected_only_s == 10.0);
  CHECK(agreement.neither_s == 15.0);
  CHECK_THAT(agreement.kappa(), WithinAbs(0.4, kRoundoff));
  CHECK_THAT(agreement.sensitivity(), WithinAbs(0.8, kRoundoff));
  CHECK_THAT(agreement.ppv(), WithinAbs(20.0 / 30.0, kRoundoff));
  CHECK_THAT(agreement.f1(), WithinAbs(40.0 / 55.0, kRoundoff));
}

TEST_CASE("a step counts when its middle lies in the event", "[evaluate][time]") {
  const auto marked_s = [](double onset_s, double duration_s) {
    return time_agreement(session({cramp(onset_s, duration_s)}, {}, 10), EventType::cramp, 1.0)
        .truth_only_s;
  };
  CHECK(marked_s(2.5, 1.0) == 1.0);
  CHECK(marked_s(2.6, 0.8) == 0.0);
  CHECK(marked_s(2.4, 1.2) == 2.0);
  CHECK(marked_s(8.0, 60.0) == 2.0);  // no longer than the recording
  CHECK(marked_s(-5.0, 6.0) == 1.0);
}

TEST_CASE("overlapping events of one table count once", "[evaluate][time]") {
  const auto agreement = time_agreement(
      session({cramp(0, 20), cramp(10, 20)}, {cramp(0, 30)}, 100), EventType::cramp, 1.0);
  CHECK(agreement.both_s == 30.0);
  CHECK(agreement.f1() == 1.0);
  CHECK(agreement.kappa() == 1.0);
}

TEST_CASE("every head of the recording takes part, named or not", "[evaluate][time]") {
  auto night = session({cramp(0, 10)}, {}, 100);
  night.channels = {channel(core::Muscle::gastrocnemius_medialis, core::Site::upper),
                    channel(core::Muscle::gastrocnemius_medialis, core::Site::lower),
                    channel(core::Muscle::gastrocnemius_lateralis, core::Site::whole),
                    channel(core::Muscle::tibialis_anterior, core::Site::whole)};
  CHECK(time_agreement(night, EventType::cramp, 1.0).neither_s == 190.0);  // two heads
  CHECK(time_agreement(night, EventType::lm, 1.0).neither_s == 100.0);     // one leg
  CHECK(time_agreement(night, EventType::artifact, 1.0).neither_s == 400.0);
}

TEST_CASE("an event of both legs marks both", "[evaluate][time]") {
  auto both = of(EventType::lmm, cramp(0, 10));
  both.leg.reset();
  const auto left = of(EventType::lmm, cramp(0, 10));
  const auto agreement = time_agreement(session({both}, {left}, 100), EventType::lmm, 1.0);
  CHECK(agreement.both_s == 10.0);
  CHECK(agreement.truth_only_s == 10.0);
}

TEST_CASE("without a duration there is no kappa, but the rest", "[evaluate][time]") {
  const auto agreement = time_agreement(
      session({cramp(0, 25)}, {cramp(5, 30)}, core::kMissing), EventType::cramp, 1.0);
  CHECK(std::isnan(agreement.kappa()));
  CHECK_THAT(agreement.f1(), WithinAbs(40.0 / 55.0, kRoundoff));
}

TEST_CASE("nothing at all is missing, not zero", "[evaluate][time]") {
  const auto agreement = time_agreement(session({}, {}, 100), EventType::cramp, 1.0);
  CHECK(std::isnan(agreement.f1()));
  CHECK(std::isnan(agreement.kappa()));
}
