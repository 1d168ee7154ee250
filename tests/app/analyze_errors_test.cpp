// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

// One sentence about the failure among the lines of progress.
int sentences(const ProgramRun& run) {
  int count = 0;
  std::istringstream lines(run.err);
  for (std::string line; std::getline(lines, line);)
    count += line.starts_with("calfemg: ") ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a recording that cannot be read ends with code 3, one sentence and no result",
          "[app][analyze]") {
  const TemporaryFolder folder;
  const std::string text = folder.write("text.txt", "time,emg\n0,1\n").string();
  const std::string empty = folder.write("empty.h5", "").string();
  const std::string truncated = folder.write("cut.h5", "\x89HDF\r\n\x1A\n").string();
  const std::string missing = (folder.path() / "missing.h5").string();
  for (const auto& recording : {missing, folder.path().string(), text, empty, truncated}) {
    const auto out = folder.path() / "new" / "results";
    const auto run = run_program({"analyze", recording, "--out", out.string()});
    CAPTURE(recording, run.err);
    CHECK(run.exit_code == 3);
    CHECK(run.out.empty());
    CHECK(sentences(run) == 1);
    CHECK(contains(run.err, "calfemg: " + recording));
    // The folders that were made for results that never came are gone again.
    CHECK(!std::filesystem::exists(folder.path() / "new"));
  }
}

TEST_CASE("a batch goes on after a failure and says how many failed", "[app][analyze]") {
  const TemporaryFolder folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  const auto run = run_program({"analyze", path("a.h5"), path("b.h5"), "--out", path("out")});
  CHECK(run.exit_code == 1);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "calfemg: " + path("a.h5") + ": "));
  CHECK(contains(run.err, "calfemg: " + path("b.h5") + ": "));
  CHECK(contains(run.err, "calfemg: 2 of 2 recordings failed.\n"));
}

TEST_CASE("problems of the configuration come before any work", "[app][analyze]") {
  const TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const std::string recording = (folder.path() / "missing.h5").string();
  const std::string typo = folder.write("p.toml", "[cramp]\nonset_sgima = 4\n").string();
  const std::string map = folder.write("map.toml", "units = \"uV\"\n").string();

  struct Wrong {
    std::vector<std::string> words;
    std::string sentence;
  };

  const std::vector<Wrong> all{
      {{"--pipeline", typo},
       "cramp.onset_sgima: unknown option (" + typo + ":2); did you mean cramp.onset_sigma?"},
      {{"--set", "cramp.onset_sigma=-1"}, "cramp.onset_sigma: expected 0 to 50, found -1 (--set)."},
      {{"--pipeline", recording}, recording + ": no such file."},
      {{"--layout", map}, map + ":1: units: unknown key; did you mean unit?"},
      {{"--layout", "chanels"}, "--layout: \"chanels\" is neither a layout ("},
  };
  for (const auto& wrong : all) {
    std::vector<std::string> words{"analyze", recording, "--out", out.string()};
    words.insert(words.end(), wrong.words.begin(), wrong.words.end());
    const auto run = run_program(words);
    CAPTURE(wrong.sentence, run.err);
    CHECK(is_refusal(run, 2));
    CHECK(run.err.starts_with("calfemg: " + wrong.sentence));
    CHECK(!std::filesystem::exists(out));
  }
  const auto run = run_program({"analyze", recording, "--out", out.string()},
                               {{"CALFEMG_CRAMP_ENABLE", "false"}});
  CHECK(is_refusal(run, 2));
  CHECK(contains(run.err, "did you mean CALFEMG_CRAMP_ENABLED?"));
}

TEST_CASE("an output folder that cannot be used is refused before any work", "[app][analyze]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "").string();
  const std::string recording = (folder.path() / "missing.h5").string();
  for (const auto& out : {file, file + "/below", std::string("/proc/calfemg")}) {
    const auto run = run_program({"analyze", recording, "--out", out});
    CAPTURE(out, run.err);
    CHECK(is_refusal(run, 2));
    CHECK(run.err.starts_with("calfemg: " + out + ": "));
    CHECK(contains(run.err, "--out"));
  }
}

TEST_CASE("quiet leaves the failures and nothing else", "[app][analyze]") {
  const TemporaryFolder folder;
  const std::string recording = (folder.path() / "missing.h5").string();
  const std::string out = (folder.path() / "out").string();
  CHECK(is_refusal(run_program({"analyze", recording, "--out", out, "--quiet"}), 3));
  CHECK(contains(run_program({"analyze", recording, "--out", out}).err, recording + ": started\n"));
}
