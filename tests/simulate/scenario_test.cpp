// SPDX-License-Identifier: Apache-2.0
#include "simulate/scenario.hpp"

#include <filesystem>
#include <string>

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::simulate;

namespace {

std::string problem_of(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("a.toml", text);
  try {
    static_cast<void>(read_scenario(path));
  } catch (const core::ConfigError& error) {
    std::string message = error.what();
    const auto place = message.find(folder.path().string() + "/");
    if (place == 0) message = message.substr(folder.path().string().size() + 1);
    return message;
  }
  return "";
}

}  // namespace

TEST_CASE("every scenario of the project can be read", "[simulate][scenario]") {
  const std::filesystem::path folder =
      std::filesystem::path(CALFEMG_SOURCE_DIR) / "pipelines" / "scenarios";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CAPTURE(entry.path());
    const Scenario scenario = read_scenario(entry.path());
    CHECK(scenario.name == entry.path().stem().string());
    CHECK_FALSE(scenario.events.empty());
    ++count;
  }
  CHECK(count >= 6);
}

TEST_CASE("values and ranges of a scenario are taken over", "[simulate][scenario]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("night.toml", R"(
[device]
rate_hz = 512
lowpass_hz = 200
[montage]
legs = ["right"]
muscles = ["GM", "soleus"]
sites = []
[[event]]
type = "cramp"
count = [1, 2]
multiple = 3
leg = "right"
muscle = "GL"
stages = ["N2", "REM"]
)");
  const Scenario scenario = read_scenario(path);
  CHECK(scenario.name == "night");
  CHECK(scenario.device.rate_hz == 512.0);
  CHECK(scenario.montage.legs == std::vector{core::Leg::right});
  CHECK(scenario.montage.muscles[1] == core::Muscle::soleus);
  CHECK(scenario.montage.sites.empty());
  REQUIRE(scenario.events.size() == 1);
  const EventSpec& event = scenario.events.front();
  CHECK(event.kind == Kind::cramp);
  CHECK(event.count->high == 2.0);
  CHECK(event.values.at("multiple").low == 3.0);
  CHECK(event.values.at("multiple").high == 3.0);
  CHECK(event.muscle == core::Muscle::gastrocnemius_lateralis);
  CHECK(event.stages.size() == 2);
}

TEST_CASE("what is wrong in a scenario is said with file and line", "[simulate][scenario]") {
  CHECK(problem_of("[device]\nrate_hz = 1000\nlsb_u = 0.2\n") ==
        "a.toml:3: lsb_u: unknown key; did you mean lsb_uv?");
  CHECK(problem_of("[[event]]\ntype = \"cramp\"\ncount = 1\nmultipel = 3\n") ==
        "a.toml:4: multipel: unknown key; did you mean multiple?");
  CHECK(problem_of("[[event]]\ntype = \"cramps\"\ncount = 1\n")
            .find("a.toml:2: type: expected one of cramp, ") == 0);
  CHECK(problem_of("[night]\nduration_s = 5\n") ==
        "a.toml:2: duration_s: expected a number in 10 to 86400.");
  CHECK(problem_of("[[event]]\ntype = \"pop\"\n") ==
        "a.toml:1: type: expected exactly one of onset_s, per_hour and count.");
  CHECK(
      problem_of("[[event]]\ntype = \"pop\"\ncount = 1\nleg = \"left\"\n").find("a.toml:4: leg") ==
      0);
  CHECK(problem_of("[device]\nrate_hz = 256\n").find("lowpass_hz: expected at most 0.49") !=
        std::string::npos);
  CHECK(problem_of("[device\n").find("is no valid TOML") != std::string::npos);
}

TEST_CASE("a key of another kind of event is unknown", "[simulate][scenario]") {
  CHECK(problem_of("[[event]]\ntype = \"tension\"\ncount = 1\ndoublets = 0.1\n")
            .find("a.toml:4: doublets: unknown key") == 0);
}

TEST_CASE("a scenario that is not there is an error", "[simulate][scenario]") {
  CHECK_THROWS_AS(read_scenario("/nowhere/night.toml"), core::ConfigError);
}
