// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/console.hpp"
#include "app/worker.hpp"
#include "batch/run_batch.hpp"

namespace calfemg::app {

/// Prints a line for each item: analyse, done, failed (before) or refuse, the file, its session
/// folder and why; then how many of each. Headers are looked at, nothing is written.
/// @returns the exit code
[[nodiscard]] int dry_run(const Console& console,
                          const std::vector<batch::WorkItem>& items,
                          const batch::BatchOptions& options,
                          const WorkerSetup& setup);

}  // namespace calfemg::app
