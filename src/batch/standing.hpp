// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "batch/failure_record.hpp"
#include "batch/input_hash.hpp"
#include "batch/state_folder.hpp"
#include "batch/work_list.hpp"

namespace calfemg::batch {

/// What an analysis of an item now would say of itself: the same as what is there means that there
/// is nothing to do.
struct RunKeys {
  std::string program_version;
  std::string commit;
  std::string config_sha256;
  std::string map_sha256;  ///< "" without a map
};

/// How the work of last time is judged.
struct ReusePolicy {
  bool retry_failed = false;
  bool keep_old_version = false;  ///< results of other versions count, whatever their configuration
};

enum class Standing : std::uint8_t {
  done,    ///< whole results of the same input, configuration, map and program
  failed,  ///< it failed with all these the same
  to_do
};

/// All of them as one short text, with what the list says.
[[nodiscard]] std::string digest(const RunKeys& keys, const WorkItem& item);

/// Looks at what is there; writes nothing but the hash of an input that had to be read.
[[nodiscard]] Standing standing_of(const WorkItem& item,
                                   const RunKeys& keys,
                                   const std::filesystem::path& results,
                                   const ReusePolicy& policy);

}  // namespace calfemg::batch
