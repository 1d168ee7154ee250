// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stored_report.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <unistd.h>

#include "core/error.hpp"
#include "export/session_files.hpp"
#include "export/stored_session.hpp"
#include "pipeline/child_process.hpp"
#include "report/markdown_report.hpp"
#include "report/session_report.hpp"

namespace calfemg::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr double kPrintingSeconds = 120.0;
constexpr std::array<std::string_view, 4> kBrowsers{
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};

// What CHROMIUM names, else the first of the browsers that is on the path.
std::optional<fs::path> find_browser() {
  if (const char* named = std::getenv("CHROMIUM"))  // NOLINT(concurrency-mt-unsafe)
    return ::access(named, X_OK) == 0 ? std::optional<fs::path>(named) : std::nullopt;
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe)
  std::string_view folders = path == nullptr ? "" : path;
  while (!folders.empty()) {
    const auto end = folders.find(':');
    const fs::path folder(folders.substr(0, end));
    for (const auto name : kBrowsers) {
      if (::access((folder / name).c_str(), X_OK) == 0) return folder / name;
    }
    folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
  }
  return std::nullopt;
}

}  // namespace

std::string stored_report(const fs::path& folder,
                          ReportFormat format,
                          const std::vector<core::Verdict>& verdicts) {
  auto stored = exporting::read_stored_session(folder);
  stored.result.verdicts = verdicts;
  if (format == ReportFormat::markdown)
    return report::session_report_markdown(stored.table, stored.result);
  return report::session_report_html(
      stored.table, stored.result, exporting::events_tsv(stored.result.findings.events));
}

void print_to_pdf(const fs::path& page, const fs::path& pdf) {
  const auto browser = find_browser();
  if (!browser)
    throw core::OutputError(
        pdf.string(),
        "needs Chromium, which was not found; install it, name it in the "
        "environment variable CHROMIUM, or print report.html from any browser.");
  const fs::path profile = pdf.string() + ".profile-" + std::to_string(::getpid());
  ProgramCall call{*browser,
                   {"--headless",
                    "--disable-gpu",
                    "--no-first-run",
                    "--no-pdf-header-footer",
                    "--user-data-dir=" + profile.string(),
                    "--print-to-pdf=" + pdf.string()}};
  if (::geteuid() == 0) call.arguments.emplace_back("--no-sandbox");  // it refuses root otherwise
  call.arguments.push_back("file://" + fs::absolute(page).string());
  ChildLimits limits;
  limits.wall = core::Seconds(kPrintingSeconds);
  const ChildOutcome outcome = run_program(call, limits);
  std::error_code ignored;
  fs::remove_all(profile, ignored);
  const bool good = outcome.end == ChildEnd::exited && outcome.exit_code == 0;
  if (!good || !fs::exists(pdf, ignored))
    throw core::OutputError(pdf.string(), "Chromium could not print the page.");
}

}  // namespace calfemg::pipeline
