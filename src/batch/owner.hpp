// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/quantity.hpp"

namespace calfemg::batch {

/// How long a run on another machine may be silent before its claims are taken over. A heartbeat
/// comes every 2 s; shared file systems may show it tens of seconds late.
inline constexpr double kSilentSeconds = 120.0;
inline constexpr double kHeartbeatSeconds = 2.0;

/// A process that runs a batch, as others can tell whether it is alive: "host boot pid start".
/// A number of a process alone would not do: it is used again.
[[nodiscard]] std::string own_process_text();

/// True or false when the process was of this machine and this set of process numbers; of others
/// nothing can be said here, which is "unknown".
enum class Alive : std::uint8_t { yes, no, unknown };
[[nodiscard]] Alive is_alive(std::string_view process_text);

/// The sign of a running batch: a file below RESULTS/.calfemg/runs with its process in the first
/// line and its progress below. It is removed at the end.
class RunFile {
 public:
  /// Also removes the files of runs that are dead.
  /// @throws core::OutputError
  explicit RunFile(std::filesystem::path runs);
  ~RunFile();
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;
  RunFile(RunFile&&) = delete;
  RunFile& operator=(RunFile&&) = delete;

  /// Unique among machines; what claims hold.
  [[nodiscard]] const std::string& id() const { return id_; }

  /// A sign of life, with what there is to tell; a full disk leaves the last one.
  void beat(const std::string& progress_json) const;

  /// Whether the run of this name goes on, by its process here or by its heartbeat elsewhere.
  [[nodiscard]] bool is_running(const std::string& run_id, core::Seconds silent) const;

 private:
  void remove_dead() const;

  std::filesystem::path runs_;
  std::string id_;
};

/// As RunFile::is_running, for those who only look on.
/// @param now  a file that was written just now on the same file system: the clocks of machines
///             differ, the clock of the file system is one
[[nodiscard]] bool run_goes_on(const std::filesystem::path& run,
                               const std::filesystem::path& now,
                               core::Seconds silent);

}  // namespace calfemg::batch
