// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "app/batch_report.hpp"
#include "app/batch_work.hpp"
#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/dry_run.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/output_folder.hpp"
#include "app/recording_options.hpp"
#include "app/worker.hpp"
#include "batch/collect.hpp"
#include "core/error.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

constexpr double kMostJobs = 1024.0;
constexpr double kUsualTimeoutSeconds = 7200.0;
constexpr double kLongestTimeoutSeconds = 1e7;
constexpr double kUsualMegabytes = 1024.0;
constexpr double kLeastMegabytes = 64.0;
constexpr double kMostMegabytes = 1e6;
constexpr double kMostRecordings = 1e9;
constexpr double kGraceSeconds = 3.0;
constexpr unsigned kMegabyteShift = 20;

const char* const kMore = R"(
WORK is a folder with recordings, or a table (.tsv) with the column path, and subject, session, map,
pipeline or context in others; participants.tsv and sessions.tsv of BIDS are understood. Each
recording is analysed in a process of its own; what happens to one ends no other. Recordings whose
results are there are not analysed again. Start the same command again after an interruption.
DIR then holds a folder for each session, index.html, sessions.tsv and failures.tsv
(docs/scaling.md).

Exit codes:
  0    every recording has results
  1    some failed (failures.tsv), or results could not be written
  2    wrong usage or configuration, or results cannot be written to --out
  3    WORK is missing or cannot be read
  4    WORK is a table that is not understood
  130  interrupted (Ctrl-C, SIGTERM); the same command goes on

Examples:
  calfemg batch archive --out results
  calfemg batch nights.tsv --out results --jobs 8 --memory-per-job 2048 --timeout 3600
  calfemg batch archive --out results --shard 3/20
)";

std::vector<OptionSpec> own_options() {
  return {
      {"out,o", "DIR", "folder for the results; created when missing (required)"},
      {"jobs,j", "N", "recordings at a time, 1 to 1024 (default: by processors and memory)"},
      {"memory-per-job", "MB", "end the analysis of a recording that takes more (default: 1024)"},
      {"timeout",
       "SECONDS",
       "end the analysis of a recording that takes longer; 0 for never (default: 7200)"},
      {"retry-failed", "", "analyse again what failed before with the same input"},
      {"keep-old-version",
       "",
       "results of other versions of calfemg count as done, whatever their configuration"},
      {"only", "GLOB", "only recordings whose path, file name or session folder fits"},
      {"only-session", "NAME", "only the recording of this session folder; may be repeated", true},
      {"limit", "N", "start at most N analyses"},
      {"shard",
       "I/N|auto",
       "part I of N of the work; auto: from the variables of an array task of Slurm, SGE, PBS "
       "or LSF. Tables and index are left to `collect`"},
      {"no-tables", "", "leave tables and index to `collect`"},
      {"dry-run", "", "print what would be done, what is done and what would be refused"},
      {"log-file", "FILE", "append every message with its time (default: none)"},
      {"json-lines", "", "progress and messages as JSON, a line each"},
      {"quiet,q", "", "no progress and no messages"},
      {"layout,l", "NAME|FILE", "layout or map for all recordings, as for analyze"},
      {"accept-implausible", "", "analyse channels that cannot be raw EMG too"}};
}

BatchStyle style_of(const CommandLine& line, const Console& console) {
  if (line.has("quiet")) return BatchStyle::none;
  if (line.has("json-lines")) return BatchStyle::json;
  return console.err_is_terminal ? BatchStyle::bar : BatchStyle::lines;
}

WorkerSetup setup_of(const CommandLine& line, std::uint64_t memory_bytes) {
  WorkerSetup setup;
  setup.results = *line.value("out");
  setup.archive = archive_of(line.words.front());
  (void)privacy_of(line);  // wrong usage is told before anything starts
  setup.assignments = line.values("set");
  for (const auto& assignment : setup.assignments)
    setup.arguments.push_back("--set=" + assignment);
  if (line.has("accept-implausible")) setup.arguments.emplace_back("--accept-implausible");
  const auto privacy = privacy_words(line);
  setup.arguments.insert(setup.arguments.end(), privacy.begin(), privacy.end());
  setup.pipeline = line.value("pipeline").value_or("");
  setup.layout = line.value("layout").value_or("");
  setup.isolation = isolation_of({}, memory_bytes);
  setup.isolation.memory_bytes = memory_bytes;
  setup.isolation.wall = core::Seconds(
      number_option(line, "timeout", 0.0, kLongestTimeoutSeconds).value_or(kUsualTimeoutSeconds));
  setup.isolation.grace = core::Seconds(kGraceSeconds);
  return setup;
}

std::uint64_t memory_of(const CommandLine& line) {
  const double megabytes = number_option(line, "memory-per-job", kLeastMegabytes, kMostMegabytes)
                               .value_or(kUsualMegabytes);
  return static_cast<std::uint64_t>(megabytes) << kMegabyteShift;
}

batch::BatchOptions options_of(const CommandLine& line, const Machine& machine) {
  batch::BatchOptions options;
  options.results = *line.value("out");
  const auto usual = static_cast<double>(usual_jobs(machine, memory_of(line)));
  options.jobs =
      static_cast<std::size_t>(number_option(line, "jobs", 1.0, kMostJobs).value_or(usual));
  if (line.has("limit"))
    options.limit =
        static_cast<std::size_t>(number_option(line, "limit", 0.0, kMostRecordings).value_or(0.0));
  options.policy.retry_failed = line.has("retry-failed");
  options.policy.keep_old_version = line.has("keep-old-version");
  return options;
}

// Few recordings leave processors idle; results do not depend on threads.
int threads_for(const Machine& machine, std::size_t jobs, std::size_t items) {
  constexpr std::size_t kMostThreads = 8;
  const std::size_t busy = std::max<std::size_t>(1, std::min(jobs, items));
  return static_cast<int>(std::clamp<std::size_t>(machine.processors / busy, 1, kMostThreads));
}

int code_of(const batch::BatchEnd& end) {
  if (end.interrupted) return kInterrupted;
  return end.totals.failed > 0 || !end.halted.empty() ? kSomeFailed : kAllGood;
}

int run_all(const CommandLine& line,
            const Console& console,
            const std::vector<batch::WorkItem>& items) {
  const Machine machine = this_machine(variables("SLURM_"));
  const batch::BatchOptions options = options_of(line, machine);
  WorkerSetup setup = setup_of(line, memory_of(line));
  setup.threads = threads_for(machine, options.jobs, items.size());
  listen_for_interrupts();
  turn_write_signals_into_errors();
  BatchReport report(console, style_of(line, console), line.value("log-file").value_or(""));
  ProcessAnalyst analyst(std::move(setup), &interrupted);
  const batch::BatchEnd end = batch::run_batch(items, options, analyst, report, &interrupted);
  if (!end.halted.empty()) {
    complain(console,
             end.halted +
                 "\nNothing more was started; finished results are kept. Start the same "
                 "command again when that is mended.");
  }
  if (!end.interrupted && end.halted.empty() && !line.has("shard") && !line.has("no-tables"))
    (void)batch::collect(options.results, {false, false, machine.processors}, &interrupted);
  report.finish(end);
  return code_of(end);
}

}  // namespace

CommandSpec batch_spec() {
  std::vector<OptionSpec> options = own_options();
  for (const auto& more : {privacy_options(), configuration_options()})
    options.insert(options.end(), more.begin(), more.end());
  return {"batch",
          "analyse an archive of recordings, resume where it was interrupted",
          "batch WORK --out DIR [--pipeline FILE] [--jobs N] [--memory-per-job MB]\n"
          "                [--timeout SECONDS] [--retry-failed] [--only GLOB] [--limit N]\n"
          "                [--dry-run] [--shard I/N]",
          "WORK",
          options,
          kMore};
}

int run_batch(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1)
    throw UsageError("batch needs one WORK, a folder with recordings or a table of them.");
  const auto out = line.value("out");
  if (!out || out->empty()) throw UsageError("batch needs a folder for the results: --out DIR.");
  (void)configuration(line);  // wrong usage, and no failure of each recording
  const auto items = work_of(line);
  if (line.has("dry-run")) {
    const Machine machine = this_machine(variables("SLURM_"));
    return dry_run(console, items, options_of(line, machine), setup_of(line, memory_of(line)));
  }
  std::optional<OutputFolder> folder;
  try {
    folder.emplace(*out);
  } catch (const core::OutputError& error) {
    complain(console, error.what());
    return kUsage;
  }
  return run_all(line, console, items);
}

}  // namespace calfemg::app
