// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <string>

#include <nlohmann/json.hpp>

#include "app/batch_report.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "batch/status.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Says how many sessions have results, what failed for which reason, and how far each batch is that
runs now, here or on other machines. Reads names and small files only.

Exit codes:
  0    nothing failed
  1    something failed
  3    RESULTS is missing

Examples:
  watch calfemg status results
)";

using Json = nlohmann::ordered_json;

Json json_of(const batch::Status& status) {
  Json json = {{"sessions", status.sessions}, {"failed", status.failed}};
  json["reasons"] = status.reasons;
  json["runs"] = Json::array();
  for (const auto& run : status.runs)
    json["runs"].push_back({{"id", run.id},
                            {"running", run.running},
                            {"progress", Json::parse(batch::snapshot_json(run.progress))}});
  return json;
}

void print(std::ostream& out, const batch::Status& status) {
  out << status.sessions << " sessions with results, " << status.failed << " failed\n";
  for (const auto& [reason, count] : status.reasons)
    out << "  " << reason << ": " << count << '\n';
  for (const auto& run : status.runs) {
    out << printable(run.id) << ": "
        << (run.running ? printable(batch_text(run.progress)) : "ended without a word") << '\n';
  }
}

}  // namespace

CommandSpec status_spec() {
  return {"status",
          "tell how far the batches of a results folder are",
          "status RESULTS [--json]",
          "RESULTS",
          {{"json", "", "the same as JSON"}},
          kMore};
}

int run_status(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("status needs one RESULTS, the --out of batch.");
  const batch::Status status = batch::status_of(line.words.front());
  if (line.has("json")) {
    console.out << json_of(status).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    print(console.out, status);
  }
  return status.failed > 0 ? kSomeFailed : kAllGood;
}

}  // namespace calfemg::app
