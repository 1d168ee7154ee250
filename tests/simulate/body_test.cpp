// SPDX-License-Identifier: Apache-2.0
#include "simulate/body.hpp"

#include <map>

#include "small_scenario.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::simulate;
using namespace calfemg::test;

namespace {

// Power of all units of a muscle at each electrode, each unit discharging as often.
std::map<std::string, double> power_of(const Body& body, core::Muscle muscle) {
  std::map<std::string, double> power;
  for (const auto& unit : body.pools[body.pool(core::Leg::left, muscle)].units) {
    for (const auto& potential : unit.potentials)
      power[core::label(body.electrodes[potential.electrode].role)] +=
          potential.amplitude_uv * potential.amplitude_uv * unit.width_s;
  }
  return power;
}

}  // namespace

TEST_CASE("cross-talk decays from head to head to shin, and stays on its leg", "[simulate][body]") {
  Scenario scenario = small_scenario();
  scenario.montage.sites = {};
  const Body body = make_body(scenario, Random(3));
  auto power = power_of(body, core::Muscle::gastrocnemius_medialis);
  REQUIRE(power.size() == 3);
  const double own = std::sqrt(power["GM.L"]);
  const double other = std::sqrt(power["GL.L"]) / own;
  const double shin = std::sqrt(power["TA.L"]) / own;
  CHECK(other > 0.05);  // the configured 5-15 %, mean over the units
  CHECK(other < 0.15);
  CHECK(shin < 0.5 * other);
}

TEST_CASE("each site hears most of the units below it", "[simulate][body]") {
  const Body body = make_body(small_scenario(), Random(3));
  const MotorPool& pool =
      body.pools[body.pool(core::Leg::left, core::Muscle::gastrocnemius_medialis)];
  REQUIRE(pool.electrodes.size() == 2);
  for (const auto& unit : pool.units) {
    double upper = 0.0;
    double lower = 0.0;
    for (const auto& potential : unit.potentials) {
      if (potential.electrode == pool.electrodes[0]) upper = potential.amplitude_uv;
      if (potential.electrode == pool.electrodes[1]) lower = potential.amplitude_uv;
    }
    CHECK((upper > lower) == (unit.position < 0.5));
  }
}

TEST_CASE("maximal drive gives the configured amplitude", "[simulate][body]") {
  Scenario scenario = small_scenario();
  scenario.montage.mvc_uv = {200.0, 200.0};
  const Body body = make_body(scenario, Random(8));
  for (const auto& pool : body.pools) {
    if (pool.electrodes.size() < 2) continue;
    const double upper = body.electrodes[pool.electrodes[0]].mvc_uv;
    const double lower = body.electrodes[pool.electrodes[1]].mvc_uv;
    // The mean power of both sites is configured; territories share it between them.
    CHECK_THAT(std::sqrt(0.5 * (upper * upper + lower * lower)), WithinRel(200.0, 1e-9));
  }
}
