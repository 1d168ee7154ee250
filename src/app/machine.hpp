// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace calfemg::app {

/// What this process may use of the machine.
struct Machine {
  std::size_t processors = 1;
  std::uint64_t memory_bytes = 0;  ///< that can be had without swapping
};

/// Processors by affinity and by what Slurm gave; memory by what is available, the limit of the
/// control group and what Slurm gave. The least of each counts.
/// @param variables  the environment
[[nodiscard]] Machine this_machine(const std::map<std::string, std::string>& variables);

/// As many jobs as there are processors, and as there is memory for; at least one.
[[nodiscard]] std::size_t usual_jobs(const Machine& machine, std::uint64_t bytes_per_job);

}  // namespace calfemg::app
