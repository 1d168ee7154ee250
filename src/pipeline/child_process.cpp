// SPDX-License-Identifier: Apache-2.0
#include "pipeline/child_process.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "pipeline/process_usage.hpp"

namespace calfemg::pipeline {
namespace {

constexpr int kLookEveryMs = 20;     // at a GB/s of new memory, 20 MB between two looks
constexpr int kLookAtEndMs = 1;      // its outputs are closed: it is about to end
constexpr int kNoSuchProgram = 127;  // as shells report it
constexpr int kBodyFailed = 1;
constexpr std::size_t kTailBytes = 64U << 10U;
constexpr std::size_t kPieceBytes = 16U << 10U;
constexpr std::size_t kOut = 0;
constexpr std::size_t kErr = 1;

double now_s() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

[[noreturn]] void fail(const std::string& what) {
  throw core::Error("no child process can be started: " + what + ": " +
                    std::generic_category().message(errno) + ".");
}

std::array<int, 2> new_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("no pipe");
  return ends;
}

void keep_tail(std::string& tail, std::string_view piece) {
  tail += piece;
  if (tail.size() > 2 * kTailBytes) tail.erase(0, tail.size() - kTailBytes);
}

// What was written so far must not be written by the child once more.
void flush_everything() {
  std::cout.flush();
  std::cerr.flush();
  (void)std::fflush(nullptr);
}

// Handlers of a test framework or a sanitizer would hide from the parent how the child ended.
void crash_as_usual() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
    (void)std::signal(signal, SIG_DFL);
}

int guarded(const std::function<int(ChildProcess::Pipes)>& work, ChildProcess::Pipes pipes) {
  try {
    return work(pipes);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return kBodyFailed;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (auto& text : texts)
    result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

bool is_over(double value, core::Seconds limit) {
  return limit.value() > 0.0 && value > limit.value();
}

}  // namespace

// The last sign of life.
struct ChildProcess::Idle {
  double since_s = 0.0;
  double processor_s = 0.0;  // that the child had used by then, as far as was looked
  bool sign = true;          // one came since the last look
};

std::filesystem::path own_program() {
  return std::filesystem::read_symlink("/proc/self/exe");
}

std::string signal_text(int signal) {
  const char* name = sigdescr_np(signal);
  const std::string number = "signal " + std::to_string(signal);
  return name == nullptr ? number : number + ", " + core::lower_case(name);
}

void ChildProcess::make_pipes(bool with_error) {
  const auto to_child = new_pipe();
  child_in_ = to_child[0];
  send_end_ = to_child[1];
  for (std::size_t i = kOut; i <= (with_error ? kErr : kOut); ++i) {
    const auto ends = new_pipe();
    read_ends_.at(i) = ends[0];
    child_ends_.at(i) = ends[1];
    (void)::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  }
}

// In the child, before anything else.
void ChildProcess::begin_child(int parent) const {
  const rlimit no_core{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &no_core);
  (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kBodyFailed);  // it died in between
  if (own_group_) (void)::setpgid(0, 0);
}

ChildProcess ChildProcess::start(const ProgramCall& call) {
  ChildProcess child;
  child.own_group_ = true;
  child.make_pipes(true);
  close_end(child.send_end_);
  std::vector<std::string> words{call.program.string()};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  const std::vector<char*> arguments = pointers(words);
  const int parent = ::getpid();
  child.start_s_ = now_s();
  child.process_ = ::fork();
  if (child.process_ < 0) fail("no process");
  if (child.process_ == 0) {  // only calls that are safe after a fork of many threads
    child.begin_child(parent);
    (void)::dup2(child.child_in_, STDIN_FILENO);
    (void)::dup2(child.child_ends_[kOut], STDOUT_FILENO);
    (void)::dup2(child.child_ends_[kErr], STDERR_FILENO);
    (void)::execv(arguments.front(), arguments.data());
    ::_exit(kNoSuchProgram);
  }
  (void)::setpgid(child.process_, child.process_);  // whoever is first
  close_end(child.child_in_);
  for (auto& end : child.child_ends_)
    close_end(end);
  return child;
}

ChildProcess ChildProcess::start(const std::function<int(Pipes)>& work) {
  ChildProcess child;
  child.make_pipes(false);
  flush_everything();
  const int parent = ::getpid();
  child.start_s_ = now_s();
  child.process_ = ::fork();
  if (child.process_ < 0) fail("no process");
  if (child.process_ == 0) {
    child.begin_child(parent);
    close_end(child.send_end_);
    close_end(child.read_ends_[kOut]);
    crash_as_usual();
    const int code = guarded(work, {child.child_in_, child.child_ends_[kOut]});
    flush_everything();
    // The child has one thread left; what runs at the end of a program (leak checks) runs here too.
    std::exit(code);  // NOLINT(concurrency-mt-unsafe)
  }
  close_end(child.child_in_);
  close_end(child.child_ends_[kOut]);
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      own_group_(other.own_group_),
      start_s_(other.start_s_),
      send_end_(std::exchange(other.send_end_, -1)),
      read_ends_(std::exchange(other.read_ends_, {-1, -1})),
      child_ends_(std::exchange(other.child_ends_, {-1, -1})),
      child_in_(std::exchange(other.child_in_, -1)),
      tails_(std::move(other.tails_)) {}

ChildProcess::~ChildProcess() {
  if (process_ > 0) {
    signal_all(SIGKILL);
    (void)::waitpid(process_, nullptr, 0);
  }
  close_end(send_end_);
  close_end(child_in_);
  for (auto& end : read_ends_)
    close_end(end);
  for (auto& end : child_ends_)
    close_end(end);
}

bool ChildProcess::send(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t count = ::write(send_end_, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

double ChildProcess::age_s() const {
  return now_s() - start_s_;
}

// Reads what is there. True when on_output has enough.
bool ChildProcess::read_from(std::size_t pipe, const Watch& watch) {
  std::array<char, kPieceBytes> bytes{};
  for (;;) {
    const ssize_t count = ::read(read_ends_.at(pipe), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;  // nothing more at the moment
    if (count == 0) {
      close_end(read_ends_.at(pipe));
      return false;
    }
    const std::string_view piece(bytes.data(), static_cast<std::size_t>(count));
    keep_tail(tails_.at(pipe), piece);
    if (pipe == kOut && watch.on_output && watch.on_output(piece)) return true;
  }
}

// Waits for output, at most `timeout_ms`. True when on_output has enough.
bool ChildProcess::collect(const Watch& watch, int timeout_ms, Idle& idle) {
  std::array<pollfd, 2> polled{{{read_ends_[kOut], POLLIN, 0}, {read_ends_[kErr], POLLIN, 0}}};
  const bool closed = read_ends_[kOut] < 0 && read_ends_[kErr] < 0;
  const int timeout = closed ? std::min(timeout_ms, kLookAtEndMs) : timeout_ms;
  if (::poll(polled.data(), polled.size(), timeout) <= 0) return false;
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if (polled.at(i).fd < 0 || polled.at(i).revents == 0) continue;
    idle.sign = true;
    if (read_from(i, watch)) return true;
  }
  return false;
}

// It stays as it is until it is waited for, so that its number, and its group, are still its own.
bool ChildProcess::has_ended() const {
  siginfo_t info{};
  return ::waitid(P_PID,
                  static_cast<id_t>(process_),
                  &info,
                  WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == process_;  // NOLINT(cppcoreguidelines-pro-type-union-access)
}

std::optional<ChildEnd> ChildProcess::crossed(const ChildLimits& limits, Idle& idle) const {
  const ProcessUsage usage = usage_of(process_);
  if (std::exchange(idle.sign, false)) {
    idle.since_s = now_s();
    idle.processor_s = usage.processor_s;
  }
  if (limits.memory_bytes > 0 && usage.resident_bytes > limits.memory_bytes)
    return ChildEnd::memory_limit;
  if (is_over(age_s(), limits.wall)) return ChildEnd::wall_limit;
  if (is_over(now_s() - idle.since_s, limits.idle) ||
      is_over(usage.processor_s - idle.processor_s, limits.idle_processor))
    return ChildEnd::idle_limit;
  return std::nullopt;
}

void ChildProcess::signal_all(int number) const {
  (void)::kill(own_group_ ? -process_ : process_, number);
}

ChildOutcome ChildProcess::reap(ChildEnd end, const Watch& watch) {
  ChildOutcome outcome;
  if (own_group_) signal_all(SIGKILL);  // what it left behind
  int status = 0;
  rusage usage{};
  while (::wait4(process_, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  process_ = -1;
  Idle idle;
  while (collect(watch, 0, idle)) {  // until nothing is left
  }
  constexpr double kMicrosecond = 1e-6;
  constexpr std::uint64_t kBytesPerUnit = 1024;
  outcome.end = end;
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  if (end == ChildEnd::exited && outcome.signal != 0) outcome.end = ChildEnd::signalled;
  outcome.wall_s = age_s();
  outcome.processor_s =
      static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
      kMicrosecond * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  outcome.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * kBytesPerUnit;
  for (auto& tail : tails_) {
    if (tail.size() > kTailBytes) tail.erase(0, tail.size() - kTailBytes);
  }
  outcome.out_tail = std::move(tails_[kOut]);
  outcome.err_tail = std::move(tails_[kErr]);
  return outcome;
}

// Asks once for the end; true when that was too long ago.
bool ChildProcess::has_overstayed(const Watch& watch) {
  if (asked_to_end_s_) return is_over(now_s() - *asked_to_end_s_, watch.grace);
  if (!watch.cancelled || !watch.cancelled()) return false;
  asked_to_end_s_ = now_s();
  signal_all(SIGTERM);
  return false;
}

std::optional<ChildOutcome> ChildProcess::watch(const ChildLimits& limits, const Watch& watch) {
  Idle idle;
  for (;;) {
    if (collect(watch, kLookEveryMs, idle)) return std::nullopt;
    const ChildEnd own_end = asked_to_end_s_ ? ChildEnd::interrupted : ChildEnd::exited;
    if (has_ended()) return reap(own_end, watch);
    std::optional<ChildEnd> end = crossed(limits, idle);
    if (has_overstayed(watch)) end = ChildEnd::interrupted;
    if (!end) continue;
    signal_all(SIGKILL);
    return reap(*end, watch);
  }
}

ChildOutcome run_program(const ProgramCall& call, const ChildLimits& limits, const Watch& watch) {
  ChildProcess child = ChildProcess::start(call);
  Watch to_the_end = watch;
  to_the_end.on_output = [&watch](std::string_view piece) {
    if (watch.on_output) (void)watch.on_output(piece);
    return false;
  };
  return *child.watch(limits, to_the_end);
}

}  // namespace calfemg::pipeline
