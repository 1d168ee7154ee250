// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "app/program.hpp"
#include "app/results.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

namespace fs = std::filesystem;

// The sample recording and a text that is named like a recording.
struct Archive {
  TemporaryFolder folder;
  fs::path work = folder.path() / "archive";
  std::string out = (folder.path() / "results").string();

  Archive() {
    fs::create_directories(work / "sub 1");
    fs::copy(kSample, work / "sub 1" / "night.h5");
    (void)folder.write("archive/bad.h5", "no recording\n");
    (void)folder.write("archive/README.txt", "left out\n");
  }
};

}  // namespace

TEST_CASE("batch analyses the good, lists the bad, and does nothing twice", "[app][batch]") {
  const Archive archive;
  const auto first = run_program({"batch", archive.work.string(), "--out", archive.out});
  CHECK(first.exit_code == 1);
  CHECK(contains(first.err, "1 analysed, 0 done before, 1 failed, 0 left"));
  const auto failures = table(fs::path(archive.out) / "failures.tsv");
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].at("reason") == "no_recording");
  CHECK(failures[0].at("what_to_do") == "remove it from the archive or the list, or copy it again");
  const auto sessions = table(fs::path(archive.out) / "sessions.tsv");
  REQUIRE(sessions.size() == 1);
  const auto folder = fs::path(archive.out) / sessions[0].at("folder");
  CHECK(fs::exists(folder / "report.html"));
  const auto time = fs::last_write_time(folder / "report.json");

  const auto second = run_program({"batch", archive.work.string(), "--out", archive.out});
  CHECK(second.exit_code == 1);
  CHECK(contains(second.err, "0 analysed, 1 done before, 1 failed, 0 left"));
  CHECK(fs::last_write_time(folder / "report.json") == time);

  const auto plan =
      run_program({"batch", archive.work.string(), "--out", archive.out, "--dry-run"});
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.out, "done\t"));
  CHECK(contains(plan.out, "failed\t"));

  const auto status = run_program({"status", archive.out});
  CHECK(status.exit_code == 1);
  CHECK(contains(status.out, "1 sessions with results, 1 failed\n  no_recording: 1\n"));
  CHECK(run_program({"collect", archive.out}).exit_code == 0);
  CHECK(fs::exists(fs::path(archive.out) / "calfemg.sqlite"));
}

TEST_CASE("a batch that is interrupted says so and goes on later", "[app][batch]") {
  const Archive archive;
  const auto run = run_program_and_signal(
      {"batch", archive.work.string(), "--out", archive.out, "--jobs", "1", "--json-lines"},
      SIGINT,
      "no_recording");
  CHECK(run.exit_code == 130);
  CHECK(contains(run.err, "\"left\":1"));
  CHECK(run_program({"batch", (archive.work / "sub 1").string(), "--out", archive.out, "-q"})
            .exit_code == 0);
}

TEST_CASE("a recording that takes too long or too much is ended", "[app][batch]") {
  const Archive archive;
  const auto words = [&](const std::string& option, const std::string& value) {
    return std::vector<std::string>{
        "batch", (archive.work / "sub 1").string(), "--out", archive.out, option, value};
  };
  CHECK(contains(run_program(words("--timeout", "0.05")).err,
                 "failed, timeout: was not finished after 0.05 s"));
}

TEST_CASE("a list gives ids and context to the results", "[app][batch]") {
  const Archive archive;
  const auto list = archive.folder.write(
      "archive/list.tsv", "path\tsubject\tsession\tdrug\nsub 1/night.h5\tS7\tfirst\tplacebo\n");
  CHECK(run_program({"batch", list.string(), "--out", archive.out, "-q"}).exit_code == 0);
  const auto sessions = table(fs::path(archive.out) / "sessions.tsv");
  REQUIRE(sessions.size() == 1);
  CHECK(sessions[0].at("folder") == "S7__first");
  CHECK(sessions[0].at("subject") == "S7");
  CHECK(sessions[0].at("context.drug") == "placebo");
}

TEST_CASE("batch refuses what it does not understand", "[app][batch]") {
  CHECK(run_program({"batch"}).exit_code == 2);
  CHECK(run_program({"batch", "x"}).exit_code == 2);
  const Archive archive;
  const auto work = archive.work.string();
  CHECK(contains(run_program({"batch", work, "--out", archive.out, "--shard", "3/2"}).err,
                 "--shard: expected I/N"));
  CHECK(run_program({"batch", work, "--out", archive.out, "--set", "signal.highpas_hz=3"})
            .exit_code == 2);
  CHECK(run_program({"batch", work + "/none", "--out", archive.out}).exit_code == 3);
  CHECK(
      run_program({"batch", archive.folder.write("l.tsv", "a\tb\n").string(), "--out", archive.out})
          .exit_code == 4);
  CHECK_FALSE(fs::exists(archive.out));
  CHECK(run_program({"status", archive.out}).exit_code == 3);
  CHECK(run_program({"submit", "else", work, "--out", archive.out}).exit_code == 2);
}

TEST_CASE("submit prints the scripts it would give to Slurm", "[app][batch]") {
  const Archive archive;
  const auto run = run_program({"submit",
                                "slurm",
                                archive.work.string(),
                                "--out",
                                archive.out,
                                "--array-size",
                                "3",
                                "--jobs",
                                "2",
                                "--dry-run",
                                "--",
                                "--time=1:00:00"});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.out, "#SBATCH --array=1-3\n"));
  CHECK(contains(run.out, "#SBATCH --time=1:00:00\n"));
  CHECK(contains(run.out, "--jobs=2 --shard auto\n"));
}
