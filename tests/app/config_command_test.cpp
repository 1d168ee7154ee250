// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <regex>
#include <string>
#include <sys/wait.h>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

const std::string kSource = CALFEMG_SOURCE_DIR;

}  // namespace

TEST_CASE("config show tells value, unit, range and origin of each option", "[app][config]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("p.toml", "[signal]\norder = 2\n").string();
  const auto run =
      run_program({"config", "show", "--pipeline", file, "--set", "features.only=rms_uv,mdf_hz"},
                  {{"CALFEMG_SIGNAL_HIGHPASS_HZ", "30"}, {"CALFEMG_LOG", "debug"}});
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  const auto has = [&](const std::string& pattern) {
    return std::regex_search(run.out, std::regex(pattern));
  };
  CHECK(has("^option +value +unit +range +origin\n"));
  CHECK(has("\nsignal\\.highpass_hz +30 +Hz +1 to 1000 +environment CALFEMG_SIGNAL_HIGHPASS_HZ\n"));
  CHECK(has("\nsignal\\.order +2 +1 +1 to 8 +[^\n]*p\\.toml:2\n"));
  CHECK(has("\nsignal\\.mains +\"auto\" +- +auto, 50, 60 or off +default\n"));
  CHECK(has("\nfeatures\\.only +\\[\"rms_uv\", \"mdf_hz\"\\] +- +list of names +--set\n"));
}

TEST_CASE("config check says ok or every problem", "[app][config]") {
  for (const auto* name :
       {"nocturnal_cramp", "resting_tension", "leg_movements", "feature_export"}) {
    const auto run =
        run_program({"config", "check", "--pipeline", kSource + "/pipelines/" + name + ".toml"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "ok\n");
    CHECK(run.err.empty());
  }
  const auto run = run_program({"config",
                                "check",
                                "--set",
                                "signal.highpas_hz=20",
                                "--set",
                                "signal.lowpass_hz=1",
                                "--set",
                                "cramp.enabled"});
  CHECK(is_refusal(run, 2));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 3);
  CHECK(contains(run.err, "did you mean signal.highpass_hz?\n"));
  CHECK(contains(run.err, "calfemg: signal.lowpass_hz: expected 10 to 10000 Hz, found 1 (--set)."));
}

TEST_CASE("config defaults is a pipeline file that changes nothing", "[app][config]") {
  const TemporaryFolder folder;
  const auto defaults = run_program({"config", "defaults"});
  CHECK(defaults.exit_code == 0);
  const std::string file = folder.write("defaults.toml", defaults.out).string();
  CHECK(run_program({"config", "check", "--pipeline", file}).exit_code == 0);
}

TEST_CASE("config schema is JSON", "[app][config]") {
  const auto run = run_program({"config", "schema"});
  CHECK(run.exit_code == 0);
  const auto schema = nlohmann::json::parse(run.out);
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(schema["properties"]["signal"]["properties"]["highpass_hz"]["default"] == 20);
  CHECK(schema["properties"]["signal"]["properties"]["highpass_hz"]["unit"] == "Hz");
}

TEST_CASE("standard output that cannot be written is a failure", "[app][config]") {
  // The shell redirects: run_program would replace the full device by its file.
  const std::string command = std::string(CALFEMG_PROGRAM) + " config defaults > /dev/full 2>&1";
  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
  CHECK(WEXITSTATUS(status) == 1);
}
