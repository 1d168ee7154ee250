// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line.hpp"
#include "app/console.hpp"
#include "core/quantity.hpp"
#include "pipeline/child_process.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::app {

/// A library that reads files can crash, hang, or fill the memory on a damaged one. So files are
/// read in a child process, which is a copy of this one (a millisecond), and which can be ended.
struct Isolation {
  bool isolated = true;
  core::Seconds stall{0.0};                      ///< processor time in one call of the library
  std::uint64_t memory_bytes = 0;                ///< of the child; 0: no limit
  core::Seconds wall{0.0};                       ///< since the child's start; 0: no limit
  core::Seconds grace{pipeline::kGraceSeconds};  ///< to end by itself when interrupted
};

/// --no-isolation, --stall-limit, --memory-limit.
[[nodiscard]] std::vector<OptionSpec> isolation_options(const std::string& memory_default);

inline constexpr std::uint64_t kReadingMemoryBytes = 1ULL << 30U;

/// Half of the machine's memory, at least 1 GiB: the tables of a whole night stay in memory.
[[nodiscard]] std::uint64_t analysis_memory_bytes();

/// @throws UsageError
[[nodiscard]] Isolation isolation_of(const CommandLine& line, std::uint64_t memory_default);

/// In the child: tells the parent when the library runs, and keeps what it prints when it dies from
/// standard error.
class ReadingSigns final : public pipeline::ReadingObserver {
 public:
  explicit ReadingSigns(int pipe);
  ~ReadingSigns() override;
  ReadingSigns(const ReadingSigns&) = delete;
  ReadingSigns& operator=(const ReadingSigns&) = delete;
  ReadingSigns(ReadingSigns&&) = delete;
  ReadingSigns& operator=(ReadingSigns&&) = delete;

  void begin_reading() override;
  void end_reading() override;

 private:
  int pipe_;
  int standard_error_;
  int nowhere_;
};

/// In the parent: watches a child that gives signs.
class Supervision {
 public:
  Supervision(pipeline::ChildProcess child, const Isolation& isolation);

  [[nodiscard]] pipeline::ChildProcess& child() { return child_; }

  /// Until the child has ended, or `on_text` has enough of what it wrote beside the signs.
  [[nodiscard]] std::optional<pipeline::ChildOutcome> wait(
      const std::function<bool(std::string_view text)>& on_text,
      const std::function<bool()>& cancelled);

  /// What the library of the file's format was doing at the end.
  [[nodiscard]] bool is_reading() const { return reading_; }

 private:
  [[nodiscard]] pipeline::ChildLimits limits() const;
  [[nodiscard]] std::string take_text(std::string_view piece);

  pipeline::ChildProcess child_;
  Isolation isolation_;
  bool reading_ = false;
};

/// Why a child did not end by itself, in a sentence without the file's name, and the exit code.
struct Downfall {
  std::string sentence;
  std::string reason;  ///< a word for tables: "crash", "stall", "memory", "killed", "interrupted"
  int exit_code = 0;
};

[[nodiscard]] Downfall downfall_of(const pipeline::ChildOutcome& outcome,
                                   bool reading,
                                   const Isolation& isolation,
                                   const std::filesystem::path& file);

using IsolatedWork = std::function<int(pipeline::ReadingObserver& observer)>;

/// Runs `work` in a child, or here when not isolated. A child that was ended is told on the
/// console: "FILE: the HDF5 library crashed on this file (signal 11, segmentation fault) ...".
/// @param tidy_up  called with the child's id when it could not tidy up itself
/// @returns the exit code
[[nodiscard]] int run_isolated(const Console& console,
                               const std::string& file,
                               const Isolation& isolation,
                               const IsolatedWork& work,
                               const std::function<void(int)>& tidy_up = {});

}  // namespace calfemg::app
