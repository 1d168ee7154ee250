// SPDX-License-Identifier: Apache-2.0
#include "batch/shard.hpp"

#include <array>
#include <charconv>

namespace calfemg::batch {
namespace {

std::optional<std::size_t> whole_number(const std::string& text) {
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return number;
}

// The variables of an engine; "" where it has none.
struct Engine {
  const char* task;
  const char* first;
  const char* last;  // or the number of tasks, for Slurm the highest one
  const char* step;
};

constexpr std::array kEngines{
    Engine{"SLURM_ARRAY_TASK_ID",
           "SLURM_ARRAY_TASK_MIN",
           "SLURM_ARRAY_TASK_MAX",
           "SLURM_ARRAY_TASK_STEP"},
    Engine{"SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_LAST", "SGE_TASK_STEPSIZE"},
    Engine{"PBS_ARRAY_INDEX", "", "CALFEMG_SHARDS", ""},
    Engine{"PBS_ARRAYID", "", "CALFEMG_SHARDS", ""},
    Engine{"LSB_JOBINDEX", "", "LSB_JOBINDEX_END", "LSB_JOBINDEX_STEP"},
};

using Variables = std::map<std::string, std::string>;

std::optional<std::size_t> number_in(const Variables& variables, const char* name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::nullopt : whole_number(found->second);
}

std::optional<Shard> shard_of(const Engine& engine, const Variables& variables) {
  const auto task = number_in(variables, engine.task);
  // What `submit` or the user says wins: a resubmitted task knows only its own number.
  auto count = number_in(variables, "CALFEMG_SHARDS");
  const std::size_t first = number_in(variables, engine.first).value_or(1);
  const std::size_t step = number_in(variables, engine.step).value_or(1);
  const auto last = number_in(variables, engine.last);
  if (!task || *task < first || step == 0) return std::nullopt;
  const std::size_t index = count ? *task - 1 : (*task - first) / step;
  if (!count && last && *last >= first) count = (*last - first) / step + 1;
  if (!count || (number_in(variables, "CALFEMG_SHARDS") && *task == 0) || index >= *count)
    return std::nullopt;
  return Shard{index, *count};
}

}  // namespace

std::optional<Shard> shard_from(const std::string& text, const Variables& variables) {
  if (text == "auto") {
    for (const auto& engine : kEngines) {
      if (variables.contains(engine.task) && variables.at(engine.task) != "undefined" &&
          variables.at(engine.task) != "0")
        return shard_of(engine, variables);
    }
    return shard_of(kEngines.front(), variables);  // a Slurm array may count from 0
  }
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto part = whole_number(text.substr(0, slash));
  const auto count = whole_number(text.substr(slash + 1));
  if (!part || !count || *part < 1 || *part > *count) return std::nullopt;
  return Shard{*part - 1, *count};
}

std::vector<WorkItem> part_of(const std::vector<WorkItem>& items, Shard shard) {
  std::vector<WorkItem> part;
  for (std::size_t i = shard.index; i < items.size(); i += shard.count)
    part.push_back(items[i]);
  return part;
}

}  // namespace calfemg::batch
