// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/quantity.hpp"

namespace calfemg::pipeline {

/// What ends a child before it ends by itself; 0 is no limit. A sign of life is any output that
/// reaches the parent.
///
/// Memory is what is resident, looked at 50 times a second, and not a limit on the address space
/// (RLIMIT_AS): that one counts what threads, allocators and sanitizers only reserve, so that it
/// ends healthy children, and what it does end looks like any other failed allocation. The price is
/// that a child can be some 50 MB above its limit when it is ended.
struct ChildLimits {
  core::Seconds wall{0.0};            ///< since the start
  core::Seconds idle{0.0};            ///< on the clock since the last sign of life
  core::Seconds idle_processor{0.0};  ///< of processor time since the last sign of life: a loop
                                      ///< without end, and not a slow disk
  std::uint64_t memory_bytes = 0;     ///< resident
};

enum class ChildEnd : std::uint8_t {
  exited,      ///< by itself; see exit_code
  signalled,   ///< a crash, or someone else ended it; see signal
  wall_limit,  ///< ended here, as all below
  idle_limit,  ///< on the clock or of processor time
  memory_limit,
  interrupted
};

struct ChildOutcome {
  ChildEnd end = ChildEnd::exited;
  int exit_code = -1;  ///< of a child that exited
  int signal = 0;      ///< that ended it, from here or not
  double wall_s = 0.0;
  double processor_s = 0.0;
  std::uint64_t peak_memory_bytes = 0;  ///< at least what this process held at the child's start
  std::string out_tail;                 ///< last 64 KiB of its standard output
  std::string err_tail;                 ///< last 64 KiB of its standard error
};

inline constexpr double kGraceSeconds = 10.0;  ///< enough to finish a block and tidy up

/// What the parent does while it watches.
struct Watch {
  /// Gets each piece of output as it comes; true ends the watching, not the child.
  std::function<bool(std::string_view piece)> on_output = {};
  /// True asks the child to end (SIGTERM); it is killed when it has not done so after `grace`.
  std::function<bool()> cancelled = {};
  core::Seconds grace{kGraceSeconds};
};

/// A program and its arguments; no shell is in between.
struct ProgramCall {
  std::filesystem::path program;
  std::vector<std::string> arguments = {};
};

/// The file that this process was started from.
[[nodiscard]] std::filesystem::path own_program();

/// A child process that cannot outlive us: it dies with the thread that started it, and when the
/// object is destroyed. It writes no core file.
class ChildProcess {
 public:
  /// The ends of the pipes that a function in a child has.
  struct Pipes {
    int in = -1;   ///< what the parent sends
    int out = -1;  ///< what the parent sees as output: signs of life, results
  };

  /// A program in a process group of its own, with both outputs captured and an empty standard
  /// input. When it ends, whatever else is in its group is ended too.
  /// @throws core::Error when there are no processes or pipes left
  [[nodiscard]] static ChildProcess start(const ProgramCall& call);

  /// A function in a copy of this process; it ends when the function returns the exit code. Costs a
  /// millisecond and no new start of a program. Standard output and error are the parent's, Ctrl-C
  /// reaches both. To be called while there is one thread only.
  [[nodiscard]] static ChildProcess start(const std::function<int(Pipes)>& work);

  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) = delete;

  [[nodiscard]] int id() const { return process_; }

  /// Sends a text to the `in` of a function; false when the child is gone.
  [[nodiscard]] bool send(std::string_view text) const;

  /// Waits until the child has ended or `watch.on_output` has enough: then nullopt. The time
  /// without a sign of life begins anew with each call.
  [[nodiscard]] std::optional<ChildOutcome> watch(const ChildLimits& limits, const Watch& watch);

 private:
  struct Idle;

  ChildProcess() = default;

  void make_pipes(bool with_error);
  void begin_child(int parent) const;
  [[nodiscard]] bool collect(const Watch& watch, int timeout_ms, Idle& idle);
  [[nodiscard]] bool read_from(std::size_t pipe, const Watch& watch);
  [[nodiscard]] bool has_ended() const;
  [[nodiscard]] bool has_overstayed(const Watch& watch);
  [[nodiscard]] std::optional<ChildEnd> crossed(const ChildLimits& limits, Idle& idle) const;
  void signal_all(int number) const;
  [[nodiscard]] ChildOutcome reap(ChildEnd end, const Watch& watch);
  [[nodiscard]] double age_s() const;

  int process_ = -1;  ///< -1 once it was waited for
  bool own_group_ = false;
  double start_s_ = 0.0;
  int send_end_ = -1;
  std::array<int, 2> read_ends_{-1, -1};   ///< output, error
  std::array<int, 2> child_ends_{-1, -1};  ///< open only while starting
  int child_in_ = -1;
  std::optional<double> asked_to_end_s_;  ///< in whichever call of watch()
  std::array<std::string, 2> tails_;
};

/// Starts a program and watches it to its end.
[[nodiscard]] ChildOutcome run_program(const ProgramCall& call,
                                       const ChildLimits& limits,
                                       const Watch& watch = {});

/// "signal 11, segmentation fault": what the system calls it.
[[nodiscard]] std::string signal_text(int signal);

}  // namespace calfemg::pipeline
