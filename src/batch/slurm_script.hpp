// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace calfemg::batch {

/// An array job that works through an archive, and the job that collects after it.
struct SlurmJob {
  std::filesystem::path program;
  std::vector<std::string> batch_words;  ///< of `calfemg batch`, without --shard
  std::filesystem::path results;
  std::size_t tasks = 1;
  std::size_t processors_per_task = 1;
  std::uint64_t megabytes_per_task = 0;
  std::vector<std::string> sbatch_words = {};  ///< what the user adds; wins over ours
};

/// The script of the array job. The task is calfemg itself, so that signals of Slurm reach it.
[[nodiscard]] std::string array_script(const SlurmJob& job);
[[nodiscard]] std::string collect_script(const SlurmJob& job);

/// A word as a shell takes it.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace calfemg::batch
