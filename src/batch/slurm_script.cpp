// SPDX-License-Identifier: Apache-2.0
#include "batch/slurm_script.hpp"

namespace calfemg::batch {
namespace {

std::string head(const SlurmJob& job, const std::string& name, const std::string& log) {
  // Slurm reads a file name up to the end of the line; % would begin a pattern.
  std::string folder;
  for (const char c : (job.results / ".calfemg" / "slurm").string())
    folder += c == '%' ? std::string("%%") : std::string(1, c);
  std::string text = "#!/bin/sh\n#SBATCH --job-name=" + name + "\n";
  text += "#SBATCH --output=" + shell_word(folder + "/" + log) + "\n";
  for (const auto& word : job.sbatch_words)
    text += "#SBATCH " + shell_word(word) + "\n";
  return text;
}

}  // namespace

std::string shell_word(const std::string& word) {
  constexpr const char* kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./=:,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word)
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string array_script(const SlurmJob& job) {
  std::string text = head(job, "calfemg", "%A_%a.log");
  const std::string own = "#SBATCH --array=1-" + std::to_string(job.tasks) +
                          "\n#SBATCH --cpus-per-task=" + std::to_string(job.processors_per_task) +
                          "\n#SBATCH --mem=" + std::to_string(job.megabytes_per_task) +
                          "M\n#SBATCH --requeue\n#SBATCH --open-mode=append\n";
  // The last of two equal options counts, so what the user adds follows.
  text.insert(text.find("#SBATCH --output"), own);
  text += "\nexport CALFEMG_SHARDS=" + std::to_string(job.tasks) + "\nexec " +
          shell_word(job.program.string()) + " batch";
  for (const auto& word : job.batch_words)
    text += " " + shell_word(word);
  return text + " --shard auto\n";
}

std::string collect_script(const SlurmJob& job) {
  SlurmJob own = job;
  own.sbatch_words.clear();
  return head(own, "calfemg-collect", "collect_%j.log") + "\nexec " +
         shell_word(job.program.string()) + " collect " + shell_word(job.results.string()) + "\n";
}

}  // namespace calfemg::batch
