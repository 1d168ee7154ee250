// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/evaluation.hpp"
#include "app/exit_code.hpp"
#include "app/isolation.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Compares two event tables, or two folders of them, and says how well they agree: events one to one,
time in steps of 1 s, and what the false alarms really were. In folders, TRUTH/NAME_truth.tsv
belongs to DETECTED/NAME/events.tsv or DETECTED/SUBJECT_NAME/events.tsv, as simulate and analyze
name them; files without a partner are listed on standard error. Recorded hours come from the
report.json beside a detected table. Single files may also be EDF+, NSRR XML or Luna .annot, whose
annotations name events ("cramp GM.L", "lm left"). docs/evaluation.md defines every figure.

Exit codes:
  0    every table has its partner
  1    compared, but some files have no partner
  2    wrong usage
  3    a table is missing or cannot be read, or there is nothing to compare
  4    a table is not understood

Examples:
  calfemg evaluate --truth night_truth.tsv --detected results/S1_N1
  calfemg evaluate --truth truth --detected results --json | jq '.types[0].f1.value'
  calfemg evaluate --truth scored.edf --detected results/S1_N1 --type lm
  calfemg evaluate --truth first_rater.tsv --detected second_rater.tsv --hours 8 --type cramp
)";

std::string required(const CommandLine& line, const std::string& option) {
  const auto value = line.value(option);
  if (!value || value->empty()) throw UsageError("evaluate needs --" + option + ".");
  return *value;
}

std::vector<core::EventType> types_of(const std::string& list) {
  constexpr auto kLast = static_cast<int>(core::EventType::artifact);
  std::vector<std::string> known;
  for (int i = 0; i <= kLast; ++i)
    known.emplace_back(core::name(static_cast<core::EventType>(i)));
  std::vector<core::EventType> types;
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',');) {
    const auto type = core::event_type_from_name(word);
    if (!type) throw UsageError("--type: unknown type " + word + suggestion(word, known));
    types.push_back(*type);
  }
  if (types.empty()) throw UsageError("--type: expected one type or more.");
  return types;
}

evaluate::Options options_of(const CommandLine& line) {
  constexpr double kLeastOverlap = 0.01;
  constexpr double kLongest = 600.0;
  evaluate::Options options;
  if (const auto list = line.value("type")) options.types = types_of(*list);
  options.min_overlap =
      number_option(line, "overlap", kLeastOverlap, 1.0).value_or(options.min_overlap);
  options.onset_tolerance_s =
      number_option(line, "onset", 0.0, kLongest).value_or(options.onset_tolerance_s);
  return options;
}

}  // namespace

CommandSpec evaluate_spec() {
  const std::vector<OptionSpec> own{
      {"truth", "FILE|DIR", "event table that counts as true, or a folder of NAME_truth.tsv"},
      {"detected", "FILE|DIR", "event table, folder of a session, or folder of sessions"},
      {"type", "TYPE,...", "types of events (default: cramp,tension,lm,artifact)"},
      {"json", "", "JSON instead of tables"},
      {"hours",
       "H",
       "duration of each recording without report.json beside its events, 0.001 to 1000 "
       "(default: not known, and no false alarms per 8 h)"},
      {"overlap",
       "SHARE",
       "common time over the time of either that makes a match, 0.01 to 1 (default: 0.2)"},
      {"onset", "SECONDS", "onsets this near make a match too, 0 to 600 (default: 2)"}};
  return {"evaluate",
          "compare detected events with true ones, or two raters",
          "evaluate --truth FILE|DIR --detected FILE|DIR [--type TYPE,...] [--json]\n"
          "                   [--hours H] [--overlap SHARE] [--onset SECONDS]",
          "",
          together({own, isolation_options("1024")}),
          kMore};
}

int run_evaluate(const CommandLine& line, const Console& console) {
  constexpr double kShortestHours = 0.001;
  constexpr double kMostHours = 1000.0;
  if (!line.words.empty()) throw UsageError("evaluate takes no word without a dash.");
  const std::string truth = required(line, "truth");
  const std::string detected = required(line, "detected");
  const auto options = options_of(line);
  const auto hours = number_option(line, "hours", kShortestHours, kMostHours);
  const auto work = [&](pipeline::ReadingObserver& observer) {
    const EvaluationInput input = read_evaluation_input(truth, detected, hours, observer);
    const auto evaluation = evaluate::evaluate(input.sessions, options);
    console.out << (line.has("json") ? evaluation_json(evaluation, input)
                                     : evaluation_text(evaluation));
    for (const auto& sentence : input.notes)
      complain(console, "note: " + sentence);
    for (const auto& sentence : input.unpaired)
      complain(console, sentence);
    return input.unpaired.empty() ? kAllGood : kSomeFailed;
  };
  return run_isolated(
      console, truth + " or " + detected, isolation_of(line, kReadingMemoryBytes), work);
}

}  // namespace calfemg::app
