// SPDX-License-Identifier: Apache-2.0
#include "app/isolation.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <new>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "core/text.hpp"
#include "io/edf_header.hpp"

namespace calfemg::app {
namespace {

constexpr char kBegin = '\x01';
constexpr char kEnd = '\x02';
constexpr double kStallSeconds = 8.0;  // the longest healthy call, a chunk of 256 MB, takes 2 s
constexpr double kMostSeconds = 86'400.0;
// A library that only waits may wait longer: disks of archives sleep, networks are slow.
constexpr double kWaitingFactor = 20.0;
constexpr double kLeastMegabytes = 64.0;
constexpr double kMostMegabytes = 1e6;
constexpr unsigned kMegabyteShift = 20;

void write_sign(int pipe, char sign) {
  (void)!::write(pipe, &sign, 1);  // a parent that is gone needs no sign
}

// Work in a child ends there, with its sentence.
int guarded(const Console& console,
            const std::string& file,
            const IsolatedWork& work,
            pipeline::ReadingObserver& observer) {
  try {
    const int code = work(observer);
    if (code != kAllGood || hand_on(console)) return code;
  } catch (const std::bad_alloc&) {
    complain(console, file + ": out of memory.");
  } catch (const std::exception& error) {
    complain(console, error.what());
    return exit_code(error);
  }
  return kSomeFailed;
}

std::string megabytes(std::uint64_t bytes) {
  return std::to_string(bytes >> kMegabyteShift) + " MB";
}

Downfall crash_of(int signal, bool reading, const std::filesystem::path& file) {
  const std::string what = "(" + pipeline::signal_text(signal) + ")";
  if (signal == SIGKILL)
    return {"was ended from outside " + what +
                ", as the system does when memory runs out; give it more, or fewer --threads.",
            "killed",
            kSomeFailed};
  // Only a recording is read by that library; evaluate and rescore name several files.
  std::error_code ignored;
  const bool is_hdf5 = std::filesystem::exists(file, ignored) && !io::looks_like_edf(file);
  const std::string who =
      is_hdf5 ? "the HDF5 library crashed on this file " : "reading this file crashed ";
  if (reading)
    return {who + what + "; the file is damaged, copy it again from the recorder.",
            "crash",
            kInputUnreadable};
  return {"calfemg crashed " + what +
              ", which is a fault of calfemg and not of the file; please report it, with what "
              "`calfemg inspect` shows.",
          "fault",
          kSomeFailed};
}

}  // namespace

std::vector<OptionSpec> isolation_options(const std::string& memory_default) {
  return {{"no-isolation",
           "",
           "read in this process and not in a child that can be ended; for debugging"},
          {"stall-limit",
           "SECONDS",
           "end the reading of a file when one step takes so much processor time, or 20 times as "
           "long while it waits for the disk (default: 8)"},
          {"memory-limit",
           "MB",
           "end the work on a file when it takes more memory (default: " + memory_default + ")"}};
}

std::uint64_t analysis_memory_bytes() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return std::max(pages * page / 2, kReadingMemoryBytes);
}

Isolation isolation_of(const CommandLine& line, std::uint64_t memory_default) {
  Isolation isolation;
  isolation.isolated = !line.has("no-isolation");
  isolation.stall =
      core::Seconds(number_option(line, "stall-limit", 1.0, kMostSeconds).value_or(kStallSeconds));
  const auto usual = static_cast<double>(memory_default >> kMegabyteShift);
  isolation.memory_bytes =
      static_cast<std::uint64_t>(
          number_option(line, "memory-limit", kLeastMegabytes, kMostMegabytes).value_or(usual))
      << kMegabyteShift;
  return isolation;
}

ReadingSigns::ReadingSigns(int pipe)
    : pipe_(pipe),
      standard_error_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)),
      nowhere_(::open("/dev/null", O_WRONLY | O_CLOEXEC)) {}

ReadingSigns::~ReadingSigns() {
  ::close(standard_error_);
  ::close(nowhere_);
}

void ReadingSigns::begin_reading() {
  write_sign(pipe_, kBegin);
  (void)::dup2(nowhere_, STDERR_FILENO);
}

void ReadingSigns::end_reading() {
  (void)::dup2(standard_error_, STDERR_FILENO);
  write_sign(pipe_, kEnd);
}

Supervision::Supervision(pipeline::ChildProcess child, const Isolation& isolation)
    : child_(std::move(child)), isolation_(isolation) {}

pipeline::ChildLimits Supervision::limits() const {
  pipeline::ChildLimits limits;
  limits.memory_bytes = isolation_.memory_bytes;
  limits.wall = isolation_.wall;
  if (!reading_) return limits;
  limits.idle_processor = isolation_.stall;
  limits.idle = isolation_.stall * kWaitingFactor;
  return limits;
}

// The signs change what we know; the rest is text.
std::string Supervision::take_text(std::string_view piece) {
  std::string text;
  for (const char c : piece) {
    if (c == kBegin || c == kEnd) {
      reading_ = c == kBegin;
    } else {
      text += c;
    }
  }
  return text;
}

std::optional<pipeline::ChildOutcome> Supervision::wait(
    const std::function<bool(std::string_view text)>& on_text,
    const std::function<bool()>& cancelled) {
  for (;;) {
    const bool was_reading = reading_;
    bool enough = false;
    pipeline::Watch watch;
    watch.cancelled = cancelled;
    watch.grace = isolation_.grace;
    watch.on_output = [&](std::string_view piece) {
      const std::string text = take_text(piece);
      if (!text.empty() && on_text) enough = on_text(text) || enough;
      return enough || reading_ != was_reading;  // other limits from now on
    };
    auto outcome = child_.watch(limits(), watch);
    if (outcome || enough) return outcome;
  }
}

Downfall downfall_of(const pipeline::ChildOutcome& outcome,
                     bool reading,
                     const Isolation& isolation,
                     const std::filesystem::path& file) {
  switch (outcome.end) {
    case pipeline::ChildEnd::memory_limit:
      return {"took more than " + megabytes(isolation.memory_bytes) +
                  " of memory and was ended; the file is damaged, or allow more with "
                  "--memory-limit.",
              "memory",
              reading ? kInputUnreadable : kSomeFailed};
    case pipeline::ChildEnd::wall_limit:
      return {"was not finished after " + core::number_text(isolation.wall.value()) +
                  " s and was ended; allow more with --timeout.",
              "timeout",
              kSomeFailed};
    case pipeline::ChildEnd::idle_limit:
      return {"reading made no progress for " + core::number_text(isolation.stall.value()) +
                  " s of processor time (20 times as long when waiting) and was ended; the file is "
                  "damaged, copy it again from the recorder, or allow more with --stall-limit.",
              "stall",
              kInputUnreadable};
    case pipeline::ChildEnd::interrupted:
      return {"interrupted; nothing was written for it.", "interrupted", kInterrupted};
    case pipeline::ChildEnd::signalled:
    case pipeline::ChildEnd::exited:
      break;
  }
  return crash_of(outcome.signal, reading, file);
}

int run_isolated(const Console& console,
                 const std::string& file,
                 const Isolation& isolation,
                 const IsolatedWork& work,
                 const std::function<void(int)>& tidy_up) {
  if (!isolation.isolated) {
    pipeline::ReadingObserver nobody;
    return work(nobody);
  }
  Supervision supervision(pipeline::ChildProcess::start([&](pipeline::ChildProcess::Pipes pipes) {
                            ReadingSigns signs(pipes.out);
                            return guarded(console, file, work, signs);
                          }),
                          isolation);
  const int id = supervision.child().id();
  const auto outcome = supervision.wait({}, &interrupted);
  if (outcome->signal == 0) return outcome->exit_code;
  // Nobody reads the output any more (`| head`): we end as without a child, without a word.
  if (outcome->signal == SIGPIPE) (void)::raise(SIGPIPE);
  if (tidy_up) tidy_up(id);
  const Downfall downfall = downfall_of(*outcome, supervision.is_reading(), isolation, file);
  complain(console, file + ": " + downfall.sentence);
  return downfall.exit_code;
}

}  // namespace calfemg::app
