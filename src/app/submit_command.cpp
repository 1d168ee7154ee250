// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "app/batch_work.hpp"
#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/exit_code.hpp"
#include "app/recording_options.hpp"
#include "batch/slurm_script.hpp"
#include "batch/state_folder.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "pipeline/child_process.hpp"
#include "pipeline/files.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

constexpr double kMostTasks = 1e6;
constexpr std::size_t kUsualMostTasks = 1000;  // Slurm's own limit is 1001 unless changed
constexpr std::size_t kRecordingsPerTask = 20;
constexpr double kMostJobs = 1024.0;
constexpr double kUsualMegabytes = 1024.0;
constexpr double kMostMegabytes = 1e6;
constexpr std::uint64_t kOwnMegabytes = 200;  // of batch itself
constexpr double kSubmitSeconds = 60.0;

const char* const kMore = R"(
Writes an array job whose tasks run `calfemg batch --shard auto`, submits it, and submits a job
that runs `calfemg collect` when the array has ended, well or not. What stands after -- goes to
sbatch as it is. A task that was cancelled or requeued loses what was in work, nothing else; submit
again, and only what is missing is done.

Exit codes:
  0    submitted, or printed
  1    sbatch refused, or the script could not be written
  2    wrong usage or configuration

Examples:
  calfemg submit slurm archive --out results --jobs 4 -- --partition=short --time=02:00:00
  calfemg submit slurm nights.tsv --out results --array-size 50 --dry-run
)";

// Those of batch that mean the same here.
std::vector<std::string> passed_on(const CommandLine& line) {
  std::vector<std::string> words;
  for (const auto* name : {"timeout", "memory-per-job", "only", "layout"}) {
    if (const auto value = line.value(name))
      words.push_back("--" + std::string(name) + "=" + *value);
  }
  if (const auto file = line.value("pipeline"))
    words.push_back("--pipeline=" + fs::absolute(*file).string());
  for (const auto& assignment : line.values("set"))
    words.push_back("--set=" + assignment);
  for (const auto* name : {"retry-failed", "keep-old-version", "accept-implausible"}) {
    if (line.has(name)) words.push_back("--" + std::string(name));
  }
  const auto privacy = privacy_words(line);
  words.insert(words.end(), privacy.begin(), privacy.end());
  return words;
}

batch::SlurmJob job_of(const CommandLine& line, const CommandLine& work, std::size_t recordings) {
  batch::SlurmJob job;
  job.program = pipeline::own_program();
  job.results = fs::absolute(*line.value("out"));
  const auto jobs =
      static_cast<std::size_t>(number_option(line, "jobs", 1.0, kMostJobs).value_or(1.0));
  const double megabytes =
      number_option(line, "memory-per-job", 1.0, kMostMegabytes).value_or(kUsualMegabytes);
  const auto usual = static_cast<double>(std::clamp<std::size_t>(
      (recordings + kRecordingsPerTask - 1) / kRecordingsPerTask, 1, kUsualMostTasks));
  job.tasks =
      static_cast<std::size_t>(number_option(line, "array-size", 1.0, kMostTasks).value_or(usual));
  job.processors_per_task = jobs;
  job.megabytes_per_task = static_cast<std::uint64_t>(megabytes) * jobs + kOwnMegabytes;
  job.batch_words = {fs::absolute(work.words.front()).string(),
                     "--out=" + job.results.string(),
                     "--jobs=" + std::to_string(jobs)};
  for (auto& word : passed_on(line))
    job.batch_words.push_back(std::move(word));
  job.sbatch_words.assign(line.words.begin() + 2, line.words.end());
  return job;
}

// The number that sbatch --parsable prints.
std::optional<std::string> submitted(const Console& console,
                                     const std::vector<std::string>& words) {
  std::vector<std::string> arguments{"sbatch", "--parsable"};
  arguments.insert(arguments.end(), words.begin(), words.end());
  pipeline::ChildLimits limits;
  limits.wall = core::Seconds(kSubmitSeconds);
  const auto outcome = pipeline::run_program({"/usr/bin/env", arguments}, limits);
  const std::string number(
      core::trimmed(outcome.out_tail.substr(0, outcome.out_tail.find_first_of(";\n"))));
  if (outcome.exit_code == 0 && !number.empty()) return number;
  complain(console, "sbatch refused: " + std::string(core::trimmed(outcome.err_tail)));
  return std::nullopt;
}

int submit(const Console& console, const batch::SlurmJob& job) {
  (void)batch::create_state(job.results);
  const fs::path folder = job.results / ".calfemg" / "slurm";
  fs::create_directories(folder);
  pipeline::write_text_file(folder / "array.sh", batch::array_script(job));
  pipeline::write_text_file(folder / "collect.sh", batch::collect_script(job));
  const auto array = submitted(console, {(folder / "array.sh").string()});
  if (!array) return kSomeFailed;
  const auto collect =
      submitted(console, {"--dependency=afterany:" + *array, (folder / "collect.sh").string()});
  if (!collect) return kSomeFailed;
  console.out << "array\t" << *array << "\ncollect\t" << *collect << std::endl;
  return kAllGood;
}

}  // namespace

CommandSpec submit_spec() {
  std::vector<OptionSpec> options{
      {"out,o", "DIR", "folder for the results, which all machines see (required)"},
      {"array-size", "N", "tasks of the array (default: one for each 20 recordings, at most 1000)"},
      {"jobs,j", "N", "recordings at a time in each task, and its processors (default: 1)"},
      {"memory-per-job", "MB", "as for batch; also what is asked of Slurm (default: 1024)"},
      {"timeout", "SECONDS", "as for batch"},
      {"only", "GLOB", "as for batch"},
      {"retry-failed", "", "as for batch"},
      {"keep-old-version", "", "as for batch"},
      {"layout,l", "NAME|FILE", "as for batch"},
      {"accept-implausible", "", "as for batch"},
      {"dry-run", "", "print the scripts and submit nothing"}};
  for (const auto& more : {privacy_options(), configuration_options()})
    options.insert(options.end(), more.begin(), more.end());
  return {"submit",
          "give an archive to a cluster as an array job",
          "submit slurm WORK --out DIR [--array-size N] [--jobs N] [--dry-run] [-- SBATCH ARGS]",
          "slurm",
          options,
          kMore};
}

int run_submit(const CommandLine& line, const Console& console) {
  if (line.words.size() < 2 || line.words.front() != "slurm")
    throw UsageError("submit needs the engine and the WORK: submit slurm WORK --out DIR.");
  if (line.value("out").value_or("").empty())
    throw UsageError("submit needs a folder for the results: --out DIR.");
  (void)configuration(line);
  CommandLine work = line;
  work.words = {line.words[1]};
  const std::size_t recordings = work_of(work).size();
  const batch::SlurmJob job = job_of(line, work, recordings);
  if (!line.has("dry-run")) return submit(console, job);
  console.out << batch::array_script(job) << "\n# after it:\n" << batch::collect_script(job);
  return kAllGood;
}

}  // namespace calfemg::app
