// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <filesystem>
#include <regex>
#include <string>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

const std::string kSample =
    std::string(CALFEMG_SOURCE_DIR) + "/sample_data/calf_night_simulated.h5";

}  // namespace

TEST_CASE("a batch writes a result line for each good recording and goes on after a bad one",
          "[app][analyze]") {
  const TemporaryFolder folder;
  const std::string missing = (folder.path() / "missing.h5").string();
  const std::string out = (folder.path() / "out").string();
  const auto run = run_program({"analyze", missing, kSample, "--out", out});
  CAPTURE(run.out, run.err);
  CHECK(run.exit_code == 1);
  CHECK(std::regex_match(
      run.out,
      std::regex(out + "/[^\t/]+\tcramps=[0-9]+\trejected_cramps=[0-9]+"
                       "\ttension_periods=[0-9]+\tleg_movements=[0-9]+"
                       "\tartifacts=[0-9]+\trecording=[0-9]+:[0-9]{2}:[0-9]{2}\n")));
  CHECK(contains(run.err, kSample + " (2 of 2): started\n"));
  CHECK(std::regex_search(run.err,
                          std::regex("\\(2 of 2\\): finished in [0-9.]+ s, [0-9.]+ times real "
                                     "time\n")));
  CHECK(contains(run.err, "calfemg: 1 of 2 recordings failed.\n"));
}

TEST_CASE("an interrupted run ends with code 130 and leaves nothing", "[app][analyze]") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const auto run = run_program_and_signal(
      {"analyze", kSample, kSample, "--out", out.string(), "--threads", "1"}, signal, "started");
  CAPTURE(signal, run.err);
  CHECK(run.exit_code == 130);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "calfemg: " + kSample + ": interrupted; nothing was written for it.\n"));
  CHECK(!contains(run.err, "(2 of 2)"));
  CHECK(!std::filesystem::exists(out));
}
