// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "batch/failure_record.hpp"
#include "batch/owner.hpp"
#include "batch/standing.hpp"
#include "batch/work_list.hpp"

namespace calfemg::batch {

/// How the analysis of one recording ended.
struct WorkerResult {
  bool succeeded = false;
  double recording_s = 0.0;
  FailureRecord failure = {};  ///< reason, message, hint, stage, exit code, signal, log
};

/// Told by the analysis how far it is.
using OnProgress = std::function<void(std::string_view stage, double done_s, double total_s)>;

/// Analyses recordings for the batch; called from several threads.
class Analyst {
 public:
  Analyst() = default;
  virtual ~Analyst() = default;
  Analyst(const Analyst&) = delete;
  Analyst& operator=(const Analyst&) = delete;
  Analyst(Analyst&&) = delete;
  Analyst& operator=(Analyst&&) = delete;

  /// @throws core::ConfigError  of the map or the pipeline of this item
  [[nodiscard]] virtual RunKeys keys_of(const WorkItem& item) = 0;
  /// Results are in the folder of the item when it succeeded, and nothing new when not.
  [[nodiscard]] virtual WorkerResult analyze(const WorkItem& item, const OnProgress& progress) = 0;
};

/// A recording in work.
struct Running {
  std::string session;
  std::string stage;
  double done_s = 0.0;   ///< seconds of recording
  double total_s = 0.0;  ///< 0 while it is not known
  double since_s = 0.0;  ///< seconds of work
};

/// How far the batch is.
struct Snapshot {
  std::size_t total = 0;
  std::size_t reused = 0;     ///< done before
  std::size_t analysed = 0;   ///< now
  std::size_t failed = 0;     ///< before or now
  std::size_t elsewhere = 0;  ///< claimed by another run
  double recording_s = 0.0;   ///< of what was analysed now
  double passed_s = 0.0;
  std::vector<Running> running = {};

  [[nodiscard]] std::size_t left() const { return total - reused - analysed - failed; }
};

/// One line for others, as the run file holds it.
[[nodiscard]] std::string snapshot_json(const Snapshot& snapshot);

enum class Ending : std::uint8_t { analysed, failed, put_back };

/// Hears of the batch; called by one thread at a time.
class Watcher {
 public:
  Watcher() = default;
  virtual ~Watcher() = default;
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  Watcher(Watcher&&) = delete;
  Watcher& operator=(Watcher&&) = delete;

  virtual void ended(const WorkItem& item, Ending ending, const WorkerResult& result) = 0;
  virtual void tick(const Snapshot& snapshot) = 0;
};

struct BatchOptions {
  std::filesystem::path results;
  std::size_t jobs = 1;
  std::size_t limit = SIZE_MAX;  ///< analyses that are started
  ReusePolicy policy = {};
  core::Seconds silent{kSilentSeconds};  ///< see owner.hpp
};

struct BatchEnd {
  Snapshot totals;
  bool interrupted = false;
  std::string halted = {};  ///< why nothing more was started: the results cannot be written
};

/// Works through the items. A failure of one ends nothing; results that cannot be written do.
/// @throws core::OutputError when the results folder cannot be used at all
[[nodiscard]] BatchEnd run_batch(const std::vector<WorkItem>& items,
                                 const BatchOptions& options,
                                 Analyst& analyst,
                                 Watcher& watcher,
                                 const std::function<bool()>& cancelled);

}  // namespace calfemg::batch
