// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch/run_batch.hpp"

namespace calfemg::batch {

/// What is still to do and what has come of the rest; threads may use it at the same time.
class Ledger {
 public:
  Ledger(const std::vector<WorkItem>& items, std::size_t limit, Watcher& watcher);

  /// The next item; nullopt when there is none, or nothing more may be started.
  [[nodiscard]] std::optional<const WorkItem*> take();
  /// Later again.
  void put_back(const WorkItem* item);

  /// False when the limit of analyses is reached; the item is left then.
  [[nodiscard]] bool may_start();
  void halt(const std::string& why);
  [[nodiscard]] std::string halted() const;

  void begin(const WorkItem& item);
  void progress(const WorkItem& item, std::string_view stage, double done_s, double total_s);
  void reused();
  void end(const WorkItem& item, Ending ending, const WorkerResult& result);

  [[nodiscard]] Snapshot snapshot() const;

 private:
  mutable std::mutex mutex_;
  Watcher& watcher_;
  std::deque<const WorkItem*> queue_;
  std::size_t limit_;
  std::size_t not_tried_ = 0;  // of the queue, before the first item that was put back
  Snapshot totals_;
  std::map<std::string, Running> running_;  // since_s is its start
  std::string halted_;
  double start_s_;
};

}  // namespace calfemg::batch
