// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "batch/run_batch.hpp"

namespace calfemg::batch {

/// A batch that runs, or that ended without taking its sign away.
struct RunStatus {
  std::string id;
  bool running = false;
  Snapshot progress;
};

/// What there is in a results folder at this moment; reads names and a few small files.
struct Status {
  std::size_t sessions = 0;  ///< folders with whole results
  std::size_t failed = 0;
  std::map<std::string, std::size_t> reasons;  ///< of failures
  std::vector<RunStatus> runs;
};

/// @throws core::FileError  no such folder
[[nodiscard]] Status status_of(const std::filesystem::path& results);

/// @return zeros for what is no such text
[[nodiscard]] Snapshot snapshot_from_json(const std::string& content);

}  // namespace calfemg::batch
