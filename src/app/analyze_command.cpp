// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <chrono>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "app/isolation.hpp"
#include "app/output_folder.hpp"
#include "app/progress_report.hpp"
#include "app/recording_options.hpp"
#include "app/side_file_options.hpp"
#include "core/error.hpp"
#include "core/simd.hpp"
#include "core/start_time.hpp"
#include "pipeline/analyze.hpp"
#include "pipeline/files.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

constexpr int kMostThreads = 256;

const char* const kMore = R"(
Results appear in DIR/SESSION/ when they are complete: report.html, report.json, events.tsv,
features.tsv.gz, provenance.json. For each recording one line goes to standard output, fields
separated by tabs: the folder, then cramps, rejected_cramps, tension_periods, leg_movements,
artifacts and recording (H:MM:SS) as name=value.
All options of the analysis, with unit, default and range: calfemg help config.

Exit codes:
  0    every recording was analysed
  1    some of several recordings failed, or one failed while running (e.g. full disk)
  2    wrong usage or configuration, or results cannot be written to --out
  3    the only recording is missing or cannot be read
  4    the only recording was understood and refused
  130  interrupted (Ctrl-C, SIGTERM); recordings that are finished keep their results

Examples:
  calfemg analyze night.h5 --out results
  calfemg analyze *.h5 --out results --set signal.mains=50 --threads 4
  calfemg analyze emg.h5 --out results --layout map.toml --pipeline pipelines/resting_tension.toml
)";

int default_threads() {
  const unsigned processors = std::thread::hardware_concurrency();
  return processors == 0 ? 1 : static_cast<int>(std::min<unsigned>(processors, kMostThreads));
}

int threads_of(const CommandLine& line) {
  const auto text = line.value("threads");
  if (!text) return default_threads();
  int threads = 0;
  const char* const end = text->data() + text->size();
  const auto result = std::from_chars(text->data(), end, threads);
  if (result.ec != std::errc{} || result.ptr != end || threads < 1 || threads > kMostThreads) {
    throw UsageError("--threads: expected a whole number from 1 to " +
                     std::to_string(kMostThreads) + ", found \"" + *text + "\".");
  }
  return threads;
}

void choose_simd(const CommandLine& line) {
  const std::string wanted = line.value("simd").value_or("auto");
  if (wanted == "auto") return;
  for (const core::Simd simd : {core::Simd::baseline, core::Simd::avx2}) {
    if (core::name(simd) != wanted) continue;
    if (!core::available(simd))
      throw UsageError("--simd: this processor does not have " + wanted + ".");
    return core::use_simd(simd);
  }
  throw UsageError("--simd: expected auto, baseline or avx2, found \"" + wanted + "\".");
}

// Everything that is the same for each recording of the run.
struct Run {
  const Console& console;
  pipeline::Config config;
  pipeline::AnalysisRequest request;
  ProgressStyle style = ProgressStyle::none;
  std::optional<std::string> layout;  // of --layout
  Isolation isolation;
};

double now_s() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

std::string result_line(const pipeline::AnalysisOutcome& outcome) {
  return printable(outcome.folder.string()) + "\tcramps=" + std::to_string(outcome.cramps) +
         "\trejected_cramps=" + std::to_string(outcome.rejected_cramps) +
         "\ttension_periods=" + std::to_string(outcome.tension_periods) +
         "\tleg_movements=" + std::to_string(outcome.leg_movements) +
         "\tartifacts=" + std::to_string(outcome.artifacts) +
         "\trecording=" + core::elapsed_time(outcome.recording_s);
}

// A recording of the run, and how it is called in messages.
struct Item {
  std::string recording;
  std::string title;
};

void analyze_one(const Run& run, const Item& item, pipeline::ReadingObserver& observer) {
  const auto& [recording, title] = item;
  pipeline::AnalysisRequest request = run.request;
  request.recording = recording;
  request.map =
      pipeline::layout_for_recording(run.layout, recording, std::filesystem::current_path());
  ProgressReport progress(
      {run.console.err, run.style, run.console.err_columns, &now_s, &interrupted},
      printable(title));
  const auto outcome = pipeline::analyze_recording(request, run.config, progress, observer);
  progress.finish(outcome.recording_s);
  if (run.style != ProgressStyle::none) {
    for (const auto& note : outcome.notes)
      run.console.err << printable(title) << ": note: " << printable(note) << '\n';
  }
  run.console.out << result_line(outcome) << std::endl;
}

// The code of one recording; the reason of a failure goes to standard error.
int guarded(const Run& run, const Item& item, pipeline::ReadingObserver& observer) {
  const std::string& recording = item.recording;
  try {
    analyze_one(run, item, observer);
    return kAllGood;
  } catch (const core::Interrupted&) {
    complain(run.console, recording + ": interrupted; nothing was written for it.");
    return kInterrupted;
  } catch (const core::Error& error) {
    complain(run.console, error.what());
    return exit_code(error);
  } catch (const std::bad_alloc&) {
    complain(run.console, recording + ": out of memory.");
  } catch (const std::exception& error) {
    complain(run.console, recording + ": failed unexpectedly: " + error.what() + ".");
  }
  return kSomeFailed;
}

int isolated(const Run& run, const Item& item) {
  const std::filesystem::path& folder = run.request.output_root;
  return run_isolated(
      run.console,
      item.recording,
      run.isolation,
      [&](pipeline::ReadingObserver& observer) { return guarded(run, item, observer); },
      [&folder](int process) { pipeline::tidy_up_after(process, folder); });
}

int analyze_all(const Run& run, const std::vector<std::string>& recordings) {
  std::size_t failed = 0;
  int code = kAllGood;
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    if (interrupted()) return kInterrupted;
    std::string title = recordings[i];
    if (recordings.size() > 1)
      title += " (" + std::to_string(i + 1) + " of " + std::to_string(recordings.size()) + ")";
    code = isolated(run, {recordings[i], title});
    if (code == kInterrupted) return code;
    if (code != kAllGood) ++failed;
  }
  if (recordings.size() == 1) return code;
  if (failed == 0) return kAllGood;
  complain(
      run.console,
      std::to_string(failed) + " of " + std::to_string(recordings.size()) + " recordings failed.");
  return kSomeFailed;
}

ProgressStyle style_of(const CommandLine& line, const Console& console) {
  if (line.has("quiet")) return ProgressStyle::none;
  return console.err_is_terminal ? ProgressStyle::bar : ProgressStyle::lines;
}

}  // namespace

CommandSpec analyze_spec() {
  const std::vector<OptionSpec> running{
      {"threads,t",
       "N",
       "threads, 1 to 256; results do not depend on it (default: one for each processor)"},
      {"simd",
       "SET",
       "instructions that the inner loops use: baseline, avx2 or auto, the best that the processor "
       "has; results do not depend on it (default: auto)"},
      {"accept-implausible",
       "",
       "analyse channels that cannot be raw EMG too (docs/cli.md); the results say so"},
      {"quiet,q", "", "no progress and no notes; failures are still reported"}};
  return {"analyze",
          "find cramps and tension in recordings and write a report for each",
          "analyze RECORDING... --out DIR [--pipeline FILE] [--set KEY=VALUE]...\n"
          "                  [--layout NAME|FILE] [--hypnogram FILE] [--annotations FILE]\n"
          "                  [--threads N] [--quiet]",
          "RECORDING",
          together({{{"out,o", "DIR", "folder for the results; created when missing (required)"}},
                    privacy_options(),
                    configuration_options(),
                    {layout_option(LayoutFor::recordings)},
                    side_file_options(),
                    running,
                    isolation_options("half of the machine's, at least 1024")}),
          kMore};
}

int run_analyze(const CommandLine& line, const Console& console) {
  if (line.words.empty()) throw UsageError("analyze needs a RECORDING.");
  const auto out = line.value("out");
  if (!out || out->empty()) throw UsageError("analyze needs a folder for the results: --out DIR.");
  Run run{console,
          configuration(line),
          {},
          style_of(line, console),
          {},
          isolation_of(line, analysis_memory_bytes())};
  run.request.threads = threads_of(line);
  choose_simd(line);
  run.layout = line.value("layout");
  if (run.layout) (void)pipeline::layout_from_argument(*run.layout);  // wrong usage, not a failure
  run.request.side_files = side_files(line);
  run.request.accept_implausible = line.has("accept-implausible");
  run.request.privacy = privacy_of(line);
  run.request.arguments = {"calfemg"};
  run.request.arguments.insert(run.request.arguments.end(), line.given.begin(), line.given.end());

  std::optional<OutputFolder> folder;
  try {
    folder.emplace(*out);
  } catch (const core::OutputError& error) {
    complain(console, error.what());
    return kUsage;
  }
  run.request.output_root = folder->path();
  listen_for_interrupts();
  turn_write_signals_into_errors();
  return analyze_all(run, line.words);
}

}  // namespace calfemg::app
