// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/exit_code.hpp"
#include "app/isolation.hpp"
#include "app/rescoring.hpp"
#include "pipeline/rescore.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
EVENTS.tsv has the columns onset and duration (s), trial_type and leg; others are passed over. Rows
lm (leg: left, right or both), arousal and respiratory_event count. Prints indices for each group
of stages, a histogram of intervals, and each movement with its class (clm: candidate leg movement),
series and associations; nr: with respiratory movements taken out. Where published programs differ,
options of the section plm choose (docs/detectors.md). Without a hypnogram nothing is said per hour.
The rules are made for tibialis anterior: of another muscle the figures are not comparable.

Exit codes:
  0    all good
  2    wrong usage or configuration
  3    a table is missing or cannot be read
  4    a table was understood and refused

Examples:
  calfemg rescore events.tsv --hypnogram stages.tsv
  calfemg rescore events.tsv --rules aasm2016 --json
  calfemg rescore events.tsv --set plm.short_interval_starts_series=false
)";

void tell_what_was_passed_over(const pipeline::Rescored& rescored, const Console& console) {
  for (const auto& note : rescored.notes)
    complain(console, "note: " + printable(note));
  for (const auto& [type, rows] : rescored.passed_over)
    complain(console, std::to_string(rows) + " rows of type " + printable(type) + " play no part.");
}

}  // namespace

CommandSpec rescore_spec() {
  const std::vector<OptionSpec> own{
      {"hypnogram",
       "FILE",
       "sleep stages: a table with a column stage, EDF+, NSRR XML, BIDS events.tsv or Luna .annot "
       "(default: none)"},
      {"rules",
       "NAME",
       "wasm2016 or aasm2016; stands for --set plm.rules=NAME (default: wasm2016)"},
      {"json", "", "JSON instead of text"}};
  return {"rescore",
          "score leg movements that someone marked",
          "rescore EVENTS.tsv [--hypnogram FILE] [--rules wasm2016|aasm2016] [--json]\n"
          "                  [--pipeline FILE] [--set KEY=VALUE]...",
          "EVENTS.tsv",
          together({own, configuration_options(), isolation_options("1024")}),
          kMore};
}

int run_rescore(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("rescore needs one EVENTS.tsv.");
  CommandLine asked = line;
  if (const auto rules = line.value("rules")) asked.options["set"].push_back("plm.rules=" + *rules);
  const detect::PlmOptions options = configuration(asked).options.detect.plm;
  std::optional<std::filesystem::path> hypnogram;
  if (const auto path = line.value("hypnogram")) hypnogram = *path;
  const std::string& events = line.words.front();
  const auto work = [&](pipeline::ReadingObserver& observer) {
    const auto rescored = pipeline::rescore(events, hypnogram, options, observer);
    tell_what_was_passed_over(rescored, console);
    console.out << (line.has("json") ? rescoring_json(rescored)
                                     : rescoring_text(rescored, options));
    return kAllGood;
  };
  const std::string files = hypnogram ? events + " or " + hypnogram->string() : events;
  return run_isolated(console, files, isolation_of(line, kReadingMemoryBytes), work);
}

}  // namespace calfemg::app
