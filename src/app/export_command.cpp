// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "app/output_folder.hpp"
#include "exchange/export_results.hpp"
#include "exchange/table.hpp"

namespace calfemg::app {
namespace {

using namespace exchange;  // NOLINT(google-build-using-namespace): the words of this command

constexpr double kShortestSeconds = 0.1;
constexpr double kLongestSeconds = 86'400.0;

const char* const kMore = R"(
RESULTS is the --out of analyze or batch, or one session folder; recordings are not read. Events go
into a file for each session, summaries of windows into one table for all. docs/export.md says what
the columns are, which formats go with what, and how to open the files.

Exit codes:
  0    written
  1    a file could not be written
  2    wrong usage, or options that do not go together
  3    RESULTS is missing or not whole
  4    a session folder was understood and refused
  130  interrupted

Examples:
  calfemg export results --what events --format edf --out viewer
  calfemg export results --what features --format hdf5 --features rms_uv,mdf_hz --out tables
  calfemg export results --what epochs --by stage --normalise rest --out tables
  calfemg export results --what aligned --types cramp --format sqlite --out tables
)";

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

std::size_t place_of(const std::string& option,
                     const std::string& word,
                     std::span<const std::string_view> words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::vector<std::string> known(words.begin(), words.end());
  throw UsageError("--" + option + ": unknown word \"" + word + "\"" + suggestion(word, known));
}

template <class Enum>
void choose(const CommandLine& line,
            const std::string& option,
            std::span<const std::string_view> words,
            Enum& target) {
  if (const auto word = line.value(option))
    target = static_cast<Enum>(place_of(option, *word, words));
}

void choose_seconds(const CommandLine& line,
                    const std::string& option,
                    double low,
                    double& target) {
  target = number_option(line, option, low, kLongestSeconds).value_or(target);
}

core::EventType type_named(const std::string& word) {
  constexpr std::array kTypes{"cramp",
                              "rejected_cramp",
                              "tension",
                              "lm",
                              "plm",
                              "lmm",
                              "hflm",
                              "fasciculation",
                              "contraction",
                              "artifact"};
  const auto type = core::event_type_from_name(word);
  if (type) return *type;
  const std::vector<std::string> known(kTypes.begin(), kTypes.end());
  throw UsageError("--types: unknown type \"" + word + "\"" + suggestion(word, known));
}

void choose_lists(const CommandLine& line, ExportOptions& options) {
  options.features = parts_of(line.value("features").value_or(""));
  for (const auto& word : parts_of(line.value("types").value_or("")))
    options.types.push_back(type_named(word));
  const auto statistics = line.value("statistics");
  if (!statistics) return;
  options.statistics.clear();
  for (const auto& word : parts_of(*statistics))
    options.statistics.push_back(
        static_cast<Statistic>(place_of("statistics", word, kStatisticWords)));
}

ExportOptions options_of(const CommandLine& line) {
  ExportOptions options;
  if (!line.has("what")) throw UsageError("export needs --what.");
  choose(line, "what", kWhatWords, options.what);
  choose(line, "format", kFormatWords, options.format);
  if (options.format == Format::bids) options.layout = Layout::bids;
  choose(line, "layout", kLayoutWords, options.layout);
  choose(line, "by", kGroupingWords, options.by);
  choose(line, "normalise", kNormalisationWords, options.normalisation);
  choose_lists(line, options);
  choose_seconds(line, "step", 0.0, options.step_s);
  choose_seconds(line, "epoch", kShortestSeconds, options.epoch_s);
  choose_seconds(line, "before", 0.0, options.before_s);
  choose_seconds(line, "after", 0.0, options.after_s);
  options.digits =
      static_cast<int>(number_option(line, "digits", 1, kAllDigits).value_or(options.digits));
  const std::string problem = contradiction(options);
  if (!problem.empty()) throw UsageError(problem + ".");
  return options;
}

}  // namespace

CommandSpec export_spec() {
  return {
      "export",
      "write events, features, epochs, nights or aligned windows for other programs",
      "export RESULTS --what events|features|epochs|nights|aligned --out DIR\n"
      "                  [--format tsv|csv|hdf5|sqlite|edf|annot|bids] [--layout flat|bids]\n"
      "                  [--features NAME,...] [--normalise none|rest|mvc|z|dne] ...",
      "RESULTS",
      {{"what", "WHAT", "events, features, epochs, nights or aligned (required)"},
       {"out,o", "DIR", "folder for the files; created when missing (required)"},
       {"format", "FORMAT", "tsv, csv, hdf5, sqlite, edf, annot or bids (default: tsv)"},
       {"layout",
        "LAYOUT",
        "flat, or bids: sub-*/ses-*/emg (default: flat; bids with --format bids)"},
       {"features", "NAMES", "features, separated by commas (default: all of the results)"},
       {"normalise",
        "HOW",
        "none; rest: multiple of the rest level; mvc: per cent of the maximal contraction; z: "
        "within the night; dne: 0 to 100 (default: none)"},
       {"step", "SECONDS", "features: windows at least so far apart; 0: all (default: 1)"},
       {"digits",
        "N",
        "features: significant digits, 1 to 9; 9: as they were computed (default: 3)"},
       {"by", "WORD", "epochs: a row for each epoch, stage, night or event (default: epoch)"},
       {"epoch", "SECONDS", "epochs and aligned: length of a stretch (default: 30)"},
       {"statistics", "WORDS", "epochs: of mean, sd, median, p10, p90 (default: median,p10,p90)"},
       {"types", "TYPES", "types of events, separated by commas (default: all; aligned: cramp)"},
       {"before", "SECONDS", "aligned: from so long before the onset (default: 1800)"},
       {"after", "SECONDS", "aligned: to so long after it (default: 3600)"}},
      kMore};
}

int run_export(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("export needs one RESULTS.");
  const auto out = line.value("out");
  if (!out) throw UsageError("export needs --out DIR.");
  const ExportOptions options = options_of(line);
  listen_for_interrupts();
  turn_write_signals_into_errors();
  const OutputFolder folder(*out);
  const auto exported = export_results(line.words.front(), folder.path(), options, &interrupted);
  complain(console,
           std::to_string(exported.sessions) + " sessions, " +
               std::to_string(exported.files.size()) + " files.");
  return kAllGood;
}

}  // namespace calfemg::app
