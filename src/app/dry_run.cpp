// SPDX-License-Identifier: Apache-2.0
#include "app/dry_run.hpp"

#include <map>
#include <optional>
#include <ostream>
#include <string>

#include "app/exit_code.hpp"
#include "app/file_judge.hpp"
#include "app/interrupt.hpp"
#include "batch/standing.hpp"
#include "core/error.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

struct Plan {
  std::string word;
  std::string why = {};
};

Plan refused(const std::string& reason, const std::string& message) {
  return {"refuse", reason + ": " + message};
}

Plan plan_by_standing(const batch::WorkItem& item,
                      const batch::BatchOptions& options,
                      ProcessAnalyst& analyst) {
  if (item.refusal) return refused(item.refusal->reason, item.refusal->message);
  try {
    switch (batch::standing_of(item, analyst.keys_of(item), options.results, options.policy)) {
      case batch::Standing::done:
        return {"done"};
      case batch::Standing::failed:
        return {"failed", "as before; --retry-failed analyses it again"};
      case batch::Standing::to_do:
        break;
    }
  } catch (const core::Error& error) {
    return refused("bad_map", error.what());
  }
  return {"analyse"};
}

std::string totals_text(std::map<std::string, std::size_t>& counts, std::size_t recordings) {
  return std::to_string(recordings) + " recordings: " + std::to_string(counts["analyse"]) +
         " to analyse, " + std::to_string(counts["done"]) + " done, " +
         std::to_string(counts["failed"]) + " failed before, " + std::to_string(counts["refuse"]) +
         " refused.";
}

}  // namespace

int dry_run(const Console& console,
            const std::vector<batch::WorkItem>& items,
            const batch::BatchOptions& options,
            const WorkerSetup& setup) {
  listen_for_interrupts();
  ProcessAnalyst analyst(setup, &interrupted);
  std::vector<std::filesystem::path> files;
  std::map<std::string, std::string> layouts;
  for (const auto& item : items) {
    files.push_back(item.path);
    layouts[item.path.string()] = item.map.empty() ? setup.layout : item.map;
  }
  const MapSource map_of = [&](const std::filesystem::path& file) {
    const std::string& layout = layouts[file.string()];
    return pipeline::layout_for_recording(
        layout.empty() ? std::nullopt : std::optional(layout), file, setup.archive);
  };
  FileJudge judge(files, map_of, Depth::headers, setup.isolation);
  std::map<std::string, std::size_t> counts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Plan plan = plan_by_standing(items[i], options, analyst);
    if (plan.word == "analyse") {
      const auto verdict = judge.judge(i);
      if (!verdict) return kInterrupted;
      if (verdict->verdict != "ok") plan = refused(verdict->reason, verdict->message);
    }
    ++counts[plan.word];
    console.out << plan.word << '\t' << printable(items[i].path.string()) << '\t' << items[i].name
                << '\t' << printable(plan.why) << '\n';
  }
  console.out.flush();
  complain(console, totals_text(counts, items.size()));
  return kAllGood;
}

}  // namespace calfemg::app
