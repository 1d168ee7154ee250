// SPDX-License-Identifier: Apache-2.0
#include "app/isolation.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

#include "app/program.hpp"
#include "app/results.hpp"
#include "core/error.hpp"
#include "pipeline/process_usage.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMegabyte = 1ULL << 20U;

struct IsolatedRun {
  int code = -1;
  std::string out;
  std::string err;
};

app::Isolation quick() {
  app::Isolation isolation;
  isolation.stall = core::Seconds(0.3);
  isolation.memory_bytes = pipeline::usage_of(::getpid()).resident_bytes + 300 * kMegabyte;
  return isolation;
}

// What the parent writes; what the child writes into its copy of the streams is lost with it.
IsolatedRun isolated(const app::IsolatedWork& work, const std::string& file = "night.h5") {
  std::ostringstream out;
  std::ostringstream err;
  const app::Console console{out, err};
  const int code = app::run_isolated(console, file, quick(), work);
  return {code, out.str(), err.str()};
}

// As a library does; sanitizers have handlers of their own.
int die(int signal) {
  ::signal(signal, SIG_DFL);
  ::raise(signal);
  return 0;
}

int loop() {
  volatile unsigned counter = 0;
  for (;;)
    counter = counter + 1;
}

int fill_memory() {
  std::vector<std::vector<char>> kept;
  for (;;)
    kept.emplace_back(kMegabyte, 'x');
}

}  // namespace

TEST_CASE("a crash while reading is blamed on the file", "[app][isolation]") {
  const auto [recording, who] =
      GENERATE(table<std::string, std::string>({{kSample, "the HDF5 library crashed on this file"},
                                                {"marks.xml", "reading this file crashed"}}));
  const auto run = isolated(
      [](pipeline::ReadingObserver& observer) {
        observer.begin_reading();
        observer.end_reading();
        observer.begin_reading();
        return die(SIGSEGV);
      },
      recording);
  CHECK(run.code == 3);
  CHECK(run.err == "calfemg: " + recording + ": " + who +
                       " (signal 11, segmentation fault); the file is damaged, copy it again from "
                       "the recorder.\n");
}

TEST_CASE("a crash of our own is not blamed on the file", "[app][isolation]") {
  const auto run = isolated([](pipeline::ReadingObserver& observer) {
    observer.begin_reading();
    observer.end_reading();
    return die(SIGABRT);
  });
  CHECK(run.code == 1);
  CHECK(contains(run.err, "night.h5: calfemg crashed (signal 6, aborted), which is a fault of"));
}

TEST_CASE("a loop without end is ended while reading, and only then", "[app][isolation]") {
  const auto run = isolated([](pipeline::ReadingObserver& observer) {
    observer.begin_reading();
    return loop();
  });
  CHECK(run.code == 3);
  CHECK(contains(run.err, "night.h5: reading made no progress for 0.3 s of processor time"));
  const auto own_work = isolated([](pipeline::ReadingObserver& observer) {
    observer.begin_reading();
    observer.end_reading();
    const std::clock_t start = std::clock();
    while (std::clock() - start < CLOCKS_PER_SEC) {
    }
    return 0;
  });
  CHECK(own_work.code == 0);
  CHECK(own_work.err.empty());
}

TEST_CASE("a reader that fills the memory is ended", "[app][isolation]") {
  const auto run = isolated([](pipeline::ReadingObserver& observer) {
    observer.begin_reading();
    return fill_memory();
  });
  CHECK(run.code == 3);
  CHECK(contains(run.err, "night.h5: took more than "));
  CHECK(contains(run.err, "--memory-limit"));
}

TEST_CASE("codes and errors of work in a child are those of work here", "[app][isolation]") {
  CHECK(isolated([](pipeline::ReadingObserver&) { return 4; }).code == 4);
  CHECK(isolated([](pipeline::ReadingObserver&) -> int {
          throw core::FileError("night.h5", "planted.");
        }).code == 3);
  CHECK(isolated([](pipeline::ReadingObserver&) -> int { throw std::bad_alloc(); }).code == 1);
}

TEST_CASE("what a dying library prints is not shown", "[app][isolation]") {
  const TemporaryFolder folder;
  const int kept = ::dup(STDERR_FILENO);
  const std::string file = (folder.path() / "err").string();
  REQUIRE(::freopen(file.c_str(), "w", stderr) != nullptr);
  const int code = isolated([](pipeline::ReadingObserver& observer) {
                     observer.begin_reading();
                     (void)!::write(STDERR_FILENO, "free(): invalid\n", 16);
                     observer.end_reading();
                     (void)!::write(STDERR_FILENO, "ours\n", 5);
                     return 0;
                   }).code;
  (void)::dup2(kept, STDERR_FILENO);
  ::close(kept);
  CHECK(code == 0);
  std::ifstream text(file);
  std::string line;
  REQUIRE(std::getline(text, line));
  CHECK(line == "ours");
}

TEST_CASE(
    "output of a child that cannot be written is a failure, a closed pipe is none of our words",
    "[app][isolation][inspect]") {
  const TemporaryFolder folder;
  const std::string said = (folder.path() / "said").string();
  const std::string inspect = std::string(CALFEMG_PROGRAM) + " inspect " + kSample;
  const auto shell = [](const std::string& command) {
    return WEXITSTATUS(std::system(command.c_str()));  // NOLINT(concurrency-mt-unsafe): one thread
  };
  CHECK(shell(inspect + " > /dev/full 2> " + said) == 1);
  CHECK(contents(said) == "calfemg: standard output cannot be written.\n");
  CHECK(shell(inspect + " 2> " + said + " | true") == 0);
  CHECK(contents(said).empty());
}

TEST_CASE("without isolation the work is done in this process", "[app][isolation]") {
  std::ostringstream out;
  std::ostringstream err;
  app::Isolation isolation = quick();
  isolation.isolated = false;
  int process = 0;
  const auto work = [&process](pipeline::ReadingObserver&) {
    process = ::getpid();
    return 0;
  };
  CHECK(app::run_isolated({out, err}, "night.h5", isolation, work) == 0);
  CHECK(process == ::getpid());
  process = 0;
  isolation.isolated = true;
  CHECK(app::run_isolated({out, err}, "night.h5", isolation, work) == 0);
  CHECK(process == 0);
}

TEST_CASE("limits are read, and must be possible", "[app][isolation]") {
  app::CommandLine line;
  CHECK(app::isolation_of(line, app::kReadingMemoryBytes).memory_bytes == 1024 * kMegabyte);
  line.options = {{"memory-limit", {"200"}}, {"stall-limit", {"2.5"}}, {"no-isolation", {}}};
  const auto isolation = app::isolation_of(line, app::kReadingMemoryBytes);
  CHECK(isolation.memory_bytes == 200 * kMegabyte);
  CHECK(isolation.stall.value() == 2.5);
  CHECK_FALSE(isolation.isolated);
  line.options = {{"memory-limit", {"1"}}};
  CHECK_THROWS_AS(app::isolation_of(line, 0), app::UsageError);
  line.options = {{"stall-limit", {"soon"}}};
  CHECK_THROWS_AS(app::isolation_of(line, 0), app::UsageError);
}

TEST_CASE("a memory limit that is too small is one sentence, code 1, and leaves nothing",
          "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  const auto run =
      run_program({"analyze", kSample, "--out", out.string(), "--quiet", "--memory-limit", "64"});
  CAPTURE(run.err);
  if (run.exit_code == 0) return;  // it was enough
  CHECK(contains(run.err, "took more than 64 MB of memory"));
  CHECK(nothing_left(out));
}
