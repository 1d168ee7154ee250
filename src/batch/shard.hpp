// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "batch/work_list.hpp"

namespace calfemg::batch {

/// Part `index` of `count` of the work, counted from 0.
struct Shard {
  std::size_t index = 0;
  std::size_t count = 1;
};

/// "2/8" is the second of eight; "auto" takes the part from the variables of an array task of
/// Slurm, SGE, PBS or LSF.
/// @param variables  the environment
/// @return nullopt when the text or the variables are none of these
[[nodiscard]] std::optional<Shard> shard_from(const std::string& text,
                                              const std::map<std::string, std::string>& variables);

/// Every count-th item, so that neighbours (of one device, of one subject) go to different parts.
[[nodiscard]] std::vector<WorkItem> part_of(const std::vector<WorkItem>& items, Shard shard);

}  // namespace calfemg::batch
