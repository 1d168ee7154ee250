// SPDX-License-Identifier: Apache-2.0
#include "batch/shard.hpp"

#include <set>

#include "batch/slurm_script.hpp"
#include "support/catch.hpp"

using namespace calfemg::batch;

namespace {

using Variables = std::map<std::string, std::string>;

std::pair<std::size_t, std::size_t> parts(const std::string& text,
                                          const Variables& variables = {}) {
  const auto shard = shard_from(text, variables);
  return shard ? std::pair{shard->index, shard->count} : std::pair<std::size_t, std::size_t>{9, 0};
}

const std::pair<std::size_t, std::size_t> kNone{9, 0};

}  // namespace

TEST_CASE("a shard is a part counted from one", "[batch][shard]") {
  CHECK(parts("1/1") == std::pair<std::size_t, std::size_t>{0, 1});
  CHECK(parts("3/20") == std::pair<std::size_t, std::size_t>{2, 20});
  for (const auto* text : {"0/4", "5/4", "1", "/", "a/b", "1/2/3", "-1/3", "1/0", ""})
    CHECK(parts(text) == kNone);
}

TEST_CASE("auto reads the variables of four engines", "[batch][shard]") {
  const std::pair<std::size_t, std::size_t> expected{2, 5};
  CHECK(parts("auto",
              {{"SLURM_ARRAY_TASK_ID", "3"},
               {"SLURM_ARRAY_TASK_MIN", "1"},
               {"SLURM_ARRAY_TASK_MAX", "5"}}) == expected);
  CHECK(parts("auto",
              {{"SLURM_ARRAY_TASK_ID", "2"},
               {"SLURM_ARRAY_TASK_MIN", "0"},
               {"SLURM_ARRAY_TASK_MAX", "4"}}) == expected);
  CHECK(parts("auto",
              {{"SLURM_ARRAY_TASK_ID", "0"},
               {"SLURM_ARRAY_TASK_MIN", "0"},
               {"SLURM_ARRAY_TASK_MAX", "4"}}) == std::pair<std::size_t, std::size_t>{0, 5});
  CHECK(parts("auto",
              {{"SGE_TASK_ID", "5"},
               {"SGE_TASK_FIRST", "1"},
               {"SGE_TASK_LAST", "9"},
               {"SGE_TASK_STEPSIZE", "2"}}) == expected);
  CHECK(parts("auto", {{"PBS_ARRAY_INDEX", "3"}, {"CALFEMG_SHARDS", "5"}}) == expected);
  CHECK(parts("auto", {{"LSB_JOBINDEX", "3"}, {"LSB_JOBINDEX_END", "5"}}) == expected);
}

TEST_CASE("auto outside an array task is refused", "[batch][shard]") {
  CHECK(parts("auto") == kNone);
  CHECK(parts("auto", {{"SGE_TASK_ID", "undefined"}}) == kNone);
  CHECK(parts("auto", {{"LSB_JOBINDEX", "0"}, {"LSB_JOBINDEX_END", "0"}}) == kNone);
  CHECK(parts("auto", {{"PBS_ARRAY_INDEX", "3"}}) == kNone);
}

TEST_CASE("a task that is submitted again alone has the part it had", "[batch][shard]") {
  CHECK(parts("auto",
              {{"SLURM_ARRAY_TASK_ID", "3"},
               {"SLURM_ARRAY_TASK_MIN", "3"},
               {"SLURM_ARRAY_TASK_MAX", "3"},
               {"CALFEMG_SHARDS", "5"}}) == std::pair<std::size_t, std::size_t>{2, 5});
}

TEST_CASE("the parts together are the whole, each item once", "[batch][shard]") {
  std::vector<WorkItem> items(17);
  for (std::size_t i = 0; i < items.size(); ++i)
    items[i].name = std::to_string(i);
  const std::size_t count = GENERATE(1U, 2U, 5U, 17U, 40U);
  std::multiset<std::string> seen;
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto& item : part_of(items, {i, count}))
      seen.insert(item.name);
  }
  CHECK(seen.size() == items.size());
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == items.size());
}

TEST_CASE("the script of an array job quotes what a shell would take apart", "[batch][slurm]") {
  SlurmJob job;
  job.program = "/opt/my tools/calfemg";
  job.results = "/data/it's/50%";
  job.batch_words = {"/data/a b", "--set=x=$HOME"};
  job.tasks = 7;
  job.processors_per_task = 2;
  job.megabytes_per_task = 2248;
  job.sbatch_words = {"--time=02:00:00"};
  const std::string text = array_script(job);
  CHECK(text.find("#!/bin/sh\n") == 0);
  CHECK(text.find("#SBATCH --array=1-7\n") != std::string::npos);
  CHECK(text.find("#SBATCH --cpus-per-task=2\n#SBATCH --mem=2248M\n#SBATCH --requeue\n") !=
        std::string::npos);
  CHECK(text.find("export CALFEMG_SHARDS=7\nexec '/opt/my tools/calfemg' batch '/data/a b' "
                  "'--set=x=$HOME' --shard auto\n") != std::string::npos);
  CHECK(text.find("50%%/.calfemg/slurm/%A_%a.log") != std::string::npos);
  CHECK(text.find("--time=02:00:00") > text.find("--array"));
  CHECK(collect_script(job).find("collect '/data/it'\\''s/50%'\n") != std::string::npos);
}
