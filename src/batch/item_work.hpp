// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "batch/claims.hpp"
#include "batch/ledger.hpp"
#include "batch/run_batch.hpp"

namespace calfemg::batch {

/// What happens to one item: looked at, claimed, looked at once more, analysed, written down.
class ItemWork {
 public:
  struct Surroundings {
    const BatchOptions& options;
    const StateFolder& state;
    const Claims& claims;
    Analyst& analyst;
    Ledger& ledger;
  };

  enum class End : std::uint8_t { settled, busy };

  explicit ItemWork(Surroundings surroundings);

  /// `busy` when another run works on it.
  [[nodiscard]] End process(const WorkItem* item);

 private:
  [[nodiscard]] std::optional<RunKeys> keys_or_failure(const WorkItem& item);
  [[nodiscard]] bool settle_without_work(const WorkItem& item, const RunKeys& keys);
  void tidy_up(const WorkItem& item);
  void analyze(const WorkItem& item, const RunKeys& keys);
  void note(const WorkItem& item, const RunKeys& keys, WorkerResult result);
  void fail(const WorkItem& item, const std::string& keys, WorkerResult result);

  Surroundings around_;
  std::mutex mutex_;
  std::set<std::string> untidy_;
};

}  // namespace calfemg::batch
