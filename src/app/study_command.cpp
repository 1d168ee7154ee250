// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <ostream>
#include <string>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/output_folder.hpp"
#include "pipeline/files.hpp"
#include "study/outputs.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
STUDY.toml says which sessions of a results folder are compared (docs/study.md):

  title   = "Release of trigger points"
  results = "results"                      # the --out of batch
  pair    = { before = ["*_before"], after = ["*_after"] }
  context = ["medication", "room_temperature_c"]

Writes study.html, study.json, nights.tsv, values.tsv, comparisons.tsv, associations.tsv and
aligned.tsv. Subjects, not nights, are the cases. The recordings are not needed.

Exit codes:
  0    written
  1    a file could not be written
  2    wrong usage, or a study file that cannot be followed
  3    the results are missing
  4    a session folder was understood and refused

Examples:
  calfemg study study.toml --out study
)";

}  // namespace

CommandSpec study_spec() {
  return {"study",
          "compare groups, conditions and context over the sessions of a results folder",
          "study STUDY.toml --out DIR [--no-aligned]",
          "STUDY.toml",
          {{"out,o", "DIR", "folder for the results; created when missing (required)"},
           {"no-aligned",
            "",
            "no averages around cramps and awakenings, which read the features of all nights"}},
          kMore};
}

int run_study(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("study needs one STUDY.toml.");
  const auto out = line.value("out");
  if (!out) throw UsageError("study needs --out DIR.");
  const auto study = study::make_study(study::read_study_file(line.words.front()));
  std::vector<std::filesystem::path> sessions;
  for (const auto& night : study.nights) {
    if (night.excluded.empty()) sessions.push_back(study.file.results / night.folder);
  }
  study::AlignedAverages aligned;
  if (!line.has("no-aligned")) aligned = study::aligned_averages(sessions);
  const OutputFolder folder(*out);
  pipeline::write_text_file(folder.path() / "study.html", study::study_html(study, aligned));
  pipeline::write_text_file(folder.path() / "study.json", study::study_json(study, aligned));
  for (const auto& table : study::study_tables(study, aligned))
    pipeline::write_text_file(folder.path() / table.file, table.text);
  complain(console,
           std::to_string(study.nights.size()) + " sessions, " + std::to_string(sessions.size()) +
               " taken, " + std::to_string(study.comparisons.size()) + " comparisons.");
  return kAllGood;
}

}  // namespace calfemg::app
