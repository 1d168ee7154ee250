// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "core/error.hpp"
#include "export/session_files.hpp"
#include "pipeline/files.hpp"
#include "pipeline/stored_report.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

const char* const kMore = R"(
Renders the report of a session again from its result folder; the recording is not needed. The page
is the one that analyze wrote, unless a review is given: then it shows both verdicts. Without --out
the report is written into the folder as report.html, report.pdf or report.md, with a review as
report_reviewed.html and so on. PDF is printed by Chromium, where it is installed or the environment
variable CHROMIUM names it.

Exit codes:
  0    written
  2    wrong usage, no Chromium for a PDF, or the report cannot be written
  3    the folder holds no results, or a file cannot be read
  4    a file was understood and refused

Examples:
  calfemg report results/S1_N1 --format pdf
  calfemg report results/S1_N1 --reviewed events_reviewed.tsv
  calfemg report results/S1_N1 --format md --out night.md
)";

void write(const fs::path& folder,
           const std::string& format,
           const std::vector<core::Verdict>& verdicts,
           const fs::path& out) {
  const auto kind =
      format == "md" ? pipeline::ReportFormat::markdown : pipeline::ReportFormat::html;
  const std::string text = pipeline::stored_report(folder, kind, verdicts);
  if (format != "pdf") {
    pipeline::write_text_file(out, text);
    return;
  }
  const fs::path page = out.string() + ".partial.html";
  pipeline::write_text_file(page, text);
  try {
    pipeline::print_to_pdf(page, out);
  } catch (const core::Error&) {
    fs::remove(page);
    throw;
  }
  fs::remove(page);
}

}  // namespace

CommandSpec report_spec() {
  return {"report",
          "render the report of a session again",
          "report RESULTS/SESSION [--format html|pdf|md] [--reviewed FILE] [--out FILE]",
          "RESULTS/SESSION",
          {{"format", "NAME", "html, pdf or md (default: html)"},
           {"reviewed", "FILE", "events_reviewed.tsv, as the review on the page exports it"},
           {"out,o", "FILE", "where to write (default: into the folder)"}},
          kMore};
}

int run_report(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("report needs one result folder.");
  const std::string format = line.value("format").value_or("html");
  if (format != "html" && format != "pdf" && format != "md")
    throw UsageError("--format " + format + " is not html, pdf or md.");
  const fs::path folder = line.words.front();
  std::vector<core::Verdict> verdicts;
  if (const auto path = line.value("reviewed")) verdicts = exporting::read_verdicts(*path);
  const std::string stem = line.has("reviewed") ? "report_reviewed." : "report.";
  const fs::path out = line.has("out") ? fs::path(*line.value("out")) : folder / (stem + format);
  try {
    write(folder, format, verdicts, out);
  } catch (const core::OutputError& error) {
    complain(console, error.what());
    return kUsage;
  }
  console.out << out.string() << "\n";
  return kAllGood;
}

}  // namespace calfemg::app
