// SPDX-License-Identifier: Apache-2.0
#include "app/batch_work.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/configuration.hpp"
#include "app/file_verdict.hpp"
#include "batch/shard.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

bool is_list(const fs::path& work) {
  std::error_code ignored;
  return !fs::is_directory(work, ignored) && core::lower_case(work.extension().string()) == ".tsv";
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

// The recordings of a tree; results of earlier runs, which hold no recordings, may be in it.
std::vector<fs::path> recordings_in(const fs::path& archive, const fs::path& results) {
  std::vector<fs::path> files = files_of(archive);
  const fs::path out = fs::weakly_canonical(results);
  std::erase_if(files, [&out](const fs::path& file) {
    return is_below(fs::weakly_canonical(file), out) || !may_be_recording(file);
  });
  return files;
}

}  // namespace

fs::path archive_of(const std::string& work) {
  std::error_code ignored;
  fs::path path(work);
  if (fs::is_directory(path, ignored)) return path;
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

std::vector<batch::WorkItem> work_of(const CommandLine& line) {
  const std::string& work = line.words.front();
  const fs::path results = line.value("out").value_or("");
  std::vector<batch::WorkItem> items;
  if (is_list(work)) {
    const auto below = [&] { return recordings_in(archive_of(work), results); };
    items = batch::items_of_list(work, below);
  } else {
    items = batch::items_of_files(work, recordings_in(work, results));
  }
  batch::refuse_duplicates(items);
  if (const auto pattern = line.value("only")) items = batch::only(std::move(items), *pattern);
  if (const auto names = line.values("only-session"); !names.empty()) {
    std::erase_if(items, [&names](const batch::WorkItem& item) {
      return std::find(names.begin(), names.end(), item.name) == names.end();
    });
  }
  const auto text = line.value("shard");
  if (!text) return items;
  const auto shard = batch::shard_from(*text, variables(""));
  if (!shard) {
    throw UsageError(
        "--shard: expected I/N with I from 1 to N, or auto in an array task of Slurm, "
        "SGE, PBS or LSF (for PBS set CALFEMG_SHARDS to the number of tasks), found "
        "\"" +
        *text + "\".");
  }
  return batch::part_of(items, *shard);
}

}  // namespace calfemg::app
