// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "batch/collect.hpp"
#include "core/error.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Writes RESULTS/index.html, sessions.tsv, failures.tsv, dataset_description.json and calfemg.sqlite
anew from the session folders (docs/store.md). Each file is replaced when its successor is complete.

Exit codes:
  0    written
  1    a file could not be written
  3    RESULTS is missing
  130  interrupted

Examples:
  calfemg collect results && sqlite3 results/calfemg.sqlite 'SELECT * FROM subjects'
)";

}  // namespace

CommandSpec collect_spec() {
  return {"collect",
          "make index, tables and the SQLite store anew from the session folders",
          "collect RESULTS [--features]",
          "RESULTS",
          {{"features", "", "features of all windows into the store too; it becomes large"}},
          kMore};
}

int run_collect(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("collect needs one RESULTS, the --out of batch.");
  const std::filesystem::path results = line.words.front();
  if (!std::filesystem::is_directory(results))
    throw core::FileError(results.string(), "there is no such folder; give the --out of batch.");
  listen_for_interrupts();
  turn_write_signals_into_errors();
  const unsigned threads = std::max(std::thread::hardware_concurrency(), 1U);
  const auto collected =
      batch::collect(results, {true, line.has("features"), threads}, &interrupted);
  std::string text = std::to_string(collected.sessions) + " sessions, " +
                     std::to_string(collected.failures) + " failures";
  if (collected.unreadable > 0)
    text += ", " + std::to_string(collected.unreadable) + " folders without whole results";
  complain(console, text + ".");
  return kAllGood;
}

}  // namespace calfemg::app
