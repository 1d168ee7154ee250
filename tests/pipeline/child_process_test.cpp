// SPDX-License-Identifier: Apache-2.0
#include "pipeline/child_process.hpp"

#include <csignal>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include "pipeline/process_usage.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using pipeline::ChildEnd;
using pipeline::ChildProcess;

namespace {

constexpr std::uint64_t kMegabyte = 1ULL << 20U;

pipeline::ProgramCall shell(const std::string& script) {
  return {"/bin/sh", {"-c", script}};
}

pipeline::ChildLimits wall_limit(double seconds) {
  pipeline::ChildLimits limits;
  limits.wall = core::Seconds(seconds);
  return limits;
}

// Gone, or dead and only not yet waited for by whoever inherited it.
bool is_gone(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  if (!std::getline(file, text)) return true;
  return text.substr(text.rfind(')')).starts_with(") Z");
}

bool is_gone_soon(int process) {
  for (int i = 0; i < 5000; ++i) {
    if (is_gone(process)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

int write_number(int end, int number) {
  const std::string text = std::to_string(number) + "\n";
  return ::write(end, text.data(), text.size()) > 0 ? 0 : 1;
}

// Takes memory page by page and never gives it back.
int fill_memory(std::uint64_t bytes) {
  static std::vector<std::vector<char>> kept;
  for (std::uint64_t taken = 0; taken < bytes; taken += kMegabyte)
    kept.emplace_back(kMegabyte, 'x');
  return 0;
}

int use_processor() {
  volatile unsigned counter = 0;
  for (;;)
    counter = counter + 1;
}

}  // namespace

TEST_CASE("a child's code and outputs come back", "[pipeline][child]") {
  const auto outcome = pipeline::run_program(shell("echo one; echo two >&2; exit 3"), {});
  CHECK(outcome.end == ChildEnd::exited);
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.out_tail == "one\n");
  CHECK(outcome.err_tail == "two\n");
  CHECK(outcome.peak_memory_bytes > 0);
  CHECK(outcome.wall_s > 0.0);
}

TEST_CASE("a child's arguments pass no shell", "[pipeline][child]") {
  const auto outcome = pipeline::run_program({"/bin/echo", {"a  b", "$HOME", "*"}}, {});
  CHECK(outcome.out_tail == "a  b $HOME *\n");
}

TEST_CASE("a program that is not there ends with 127", "[pipeline][child]") {
  CHECK(pipeline::run_program({"/no/such/program", {}}, {}).exit_code == 127);
}

TEST_CASE("only the last 64 KiB of an output are kept, and a full pipe blocks nobody",
          "[pipeline][child]") {
  std::size_t seen = 0;
  pipeline::Watch watch;
  watch.on_output = [&seen](std::string_view piece) {
    seen += piece.size();
    return false;
  };
  const auto outcome =
      pipeline::run_program(shell("head -c 3000000 /dev/zero; echo end"), {}, watch);
  CHECK(seen == 3'000'004);
  CHECK(outcome.out_tail.size() == 65536);
  CHECK(outcome.out_tail.ends_with("end\n"));
}

TEST_CASE("a child that crashes is told from one that exits, and leaves no core file",
          "[pipeline][child]") {
  const auto outcome = pipeline::run_program(shell("ulimit -c; kill -SEGV $$"), {});
  CHECK(outcome.end == ChildEnd::signalled);
  CHECK(outcome.signal == SIGSEGV);
  CHECK(outcome.out_tail == "0\n");
  CHECK(pipeline::signal_text(SIGSEGV) == "signal 11, segmentation fault");
}

TEST_CASE("a child that takes too long is ended with all that it started", "[pipeline][child]") {
  const auto outcome = pipeline::run_program(shell("sleep 600 & echo $!; wait"), wall_limit(0.2));
  CHECK(outcome.end == ChildEnd::wall_limit);
  CHECK(outcome.wall_s < 10.0);
  CHECK(is_gone_soon(std::stoi(outcome.out_tail)));
}

TEST_CASE("what a child leaves behind in its group is ended with it", "[pipeline][child]") {
  const auto outcome = pipeline::run_program(shell("sleep 600 >/dev/null 2>&1 & echo $!"), {});
  CHECK(outcome.end == ChildEnd::exited);
  CHECK(is_gone_soon(std::stoi(outcome.out_tail)));
}

TEST_CASE("a sign of life keeps a child from its idle limit", "[pipeline][child]") {
  pipeline::ChildLimits limits;
  limits.idle = core::Seconds(0.5);
  const auto alive =
      pipeline::run_program(shell("for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.1; done"), limits);
  CHECK(alive.end == ChildEnd::exited);
  CHECK(alive.wall_s > 0.7);
  const auto silent = pipeline::run_program(shell("echo once; exec sleep 600"), limits);
  CHECK(silent.end == ChildEnd::idle_limit);
}

TEST_CASE("waiting costs no processor time, a loop without end does", "[pipeline][child]") {
  pipeline::ChildLimits limits;
  limits.idle_processor = core::Seconds(0.2);
  CHECK(pipeline::run_program({"/bin/sleep", {"0.6"}}, limits).end == ChildEnd::exited);
  const auto outcome = pipeline::run_program(shell("while :; do :; done"), limits);
  CHECK(outcome.end == ChildEnd::idle_limit);
  CHECK(outcome.processor_s > 0.15);
}

TEST_CASE("a child that takes too much memory is ended", "[pipeline][child]") {
  pipeline::ChildLimits limits;
  const std::uint64_t now = pipeline::usage_of(::getpid()).resident_bytes;
  REQUIRE(now > 0);
  limits.memory_bytes = now + 200 * kMegabyte;
  auto child = ChildProcess::start([](ChildProcess::Pipes) { return fill_memory(1U << 31U); });
  const auto outcome = child.watch(limits, {});
  REQUIRE(outcome);
  CHECK(outcome->end == ChildEnd::memory_limit);
  CHECK(outcome->signal == SIGKILL);
  CHECK(outcome->peak_memory_bytes > now + 100 * kMegabyte);

  auto modest = ChildProcess::start([](ChildProcess::Pipes) { return fill_memory(kMegabyte); });
  CHECK(modest.watch(limits, {})->end == ChildEnd::exited);
}

TEST_CASE("a function in a child reads what it is sent and answers", "[pipeline][child]") {
  auto child = ChildProcess::start([](ChildProcess::Pipes pipes) {
    char letter = 0;
    while (::read(pipes.in, &letter, 1) == 1 && letter != '.') {
      const std::string answer(2, letter);
      if (::write(pipes.out, answer.data(), answer.size()) < 0) return 2;
    }
    return 7;
  });
  std::string answer;
  pipeline::Watch watch;
  watch.on_output = [&answer](std::string_view piece) {
    answer += piece;
    return true;
  };
  REQUIRE(child.send("a"));
  CHECK_FALSE(child.watch({}, watch));
  CHECK(answer == "aa");
  REQUIRE(child.send("b"));
  CHECK_FALSE(child.watch({}, watch));
  CHECK(answer == "aabb");
  REQUIRE(child.send("."));
  const auto outcome = child.watch({}, watch);
  REQUIRE(outcome);
  CHECK(outcome->exit_code == 7);
}

TEST_CASE("an exception in a function's child stays in the child", "[pipeline][child]") {
  auto child =
      ChildProcess::start([](ChildProcess::Pipes) -> int { throw std::runtime_error("planted"); });
  const auto outcome = child.watch({}, {});
  REQUIRE(outcome);
  CHECK(outcome->end == ChildEnd::exited);
  CHECK(outcome->exit_code == 1);
}

TEST_CASE("a child is asked to end before it is killed", "[pipeline][child]") {
  pipeline::Watch watch;
  watch.cancelled = [] { return true; };
  watch.grace = core::Seconds(0.3);
  const auto polite =
      pipeline::run_program(shell("trap 'echo bye; exit 5' TERM; while :; do sleep 0.02; done"),
                            {},
                            {{}, [n = 0]() mutable { return ++n > 20; }, core::Seconds(10.0)});
  CHECK(polite.end == ChildEnd::interrupted);
  CHECK(polite.exit_code == 5);
  CHECK(polite.out_tail == "bye\n");
  const auto deaf =
      pipeline::run_program(shell("trap '' TERM; while :; do sleep 0.02; done"), {}, watch);
  CHECK(deaf.end == ChildEnd::interrupted);
  CHECK((deaf.signal == SIGKILL || deaf.signal == SIGTERM));
}

TEST_CASE("a child dies with the process that started it", "[pipeline][child]") {
  std::string text;
  pipeline::Watch watch;
  watch.on_output = [&text](std::string_view piece) {
    text += piece;
    return text.ends_with('\n');
  };
  auto parent = ChildProcess::start([](ChildProcess::Pipes pipes) {
    const auto child = ChildProcess::start(pipeline::ProgramCall{"/bin/sleep", {"600"}});
    (void)write_number(pipes.out, child.id());
    return use_processor();
  });
  REQUIRE_FALSE(parent.watch({}, watch));
  const int grandchild = std::stoi(text);
  CHECK_FALSE(is_gone(grandchild));
  ::kill(parent.id(), SIGKILL);
  CHECK(parent.watch({}, {})->signal == SIGKILL);
  CHECK(is_gone_soon(grandchild));
}

TEST_CASE("a child is ended when nobody holds it any more", "[pipeline][child]") {
  int process = 0;
  {
    const auto child = ChildProcess::start(pipeline::ProgramCall{"/bin/sleep", {"600"}});
    process = child.id();
    CHECK_FALSE(is_gone(process));
  }
  CHECK(is_gone_soon(process));
}

TEST_CASE("the own program is the file that runs", "[pipeline][child]") {
  CHECK(pipeline::own_program().filename() == "test_pipeline");
}
