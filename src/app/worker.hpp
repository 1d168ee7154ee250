// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/isolation.hpp"
#include "batch/run_batch.hpp"

namespace calfemg::app {

/// What is the same for each recording of a batch.
struct WorkerSetup {
  std::filesystem::path results;
  std::filesystem::path archive;            ///< maps are looked for up to here
  std::vector<std::string> arguments = {};  ///< --set, --accept-implausible: passed on as they are
  std::vector<std::string> assignments = {};  ///< of --set
  std::string pipeline;                       ///< of --pipeline; "" for none
  std::string layout;                         ///< of --layout; "" for none
  int threads = 1;
  Isolation isolation = {};
};

/// Analyses each recording in a process of its own: this program, called with `batch-worker`.
class ProcessAnalyst final : public batch::Analyst {
 public:
  ProcessAnalyst(WorkerSetup setup, std::function<bool()> cancelled);

  [[nodiscard]] batch::RunKeys keys_of(const batch::WorkItem& item) override;
  [[nodiscard]] batch::WorkerResult analyze(const batch::WorkItem& item,
                                            const batch::OnProgress& progress) override;

 private:
  [[nodiscard]] std::vector<std::string> arguments_for(const batch::WorkItem& item) const;
  [[nodiscard]] std::string config_sha256(const batch::WorkItem& item);
  [[nodiscard]] std::string map_sha256(const batch::WorkItem& item);

  WorkerSetup setup_;
  std::function<bool()> cancelled_;
  std::mutex mutex_;
  std::map<std::string, std::string> configs_;  // pipeline file -> hash
  std::map<std::string, std::string> maps_;     // folder, or map of the list -> hash
};

}  // namespace calfemg::app
