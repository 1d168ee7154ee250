// SPDX-License-Identifier: Apache-2.0
#include "batch/standing.hpp"

#include <optional>

#include "core/error.hpp"
#include "export/provenance_reader.hpp"
#include "pipeline/files.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

bool has_same_keys(const exporting::ResultKeys& found,
                   const RunKeys& keys,
                   const ReusePolicy& policy) {
  const bool same_program =
      found.program_version == keys.program_version && found.commit == keys.commit;
  if (!same_program) return policy.keep_old_version;
  return found.config_sha256 == keys.config_sha256;
}

bool is_done(const WorkItem& item,
             const RunKeys& keys,
             const fs::path& results,
             const ReusePolicy& policy) {
  const auto found = exporting::result_keys_of(results / item.name / "provenance.json");
  if (!found || !has_same_keys(*found, keys, policy)) return false;
  if (found->layout_map_sha256 != keys.map_sha256 || found->given != item.given()) return false;
  try {
    const InputHashes hashes(state_of(results).inputs);
    return hashes.hash(item.name, item.path) == found->input_sha256;
  } catch (const core::FileError&) {
    return false;  // the worker says why it cannot be read
  }
}

std::string input_text(const fs::path& path) {
  const auto state = state_of_file(path);
  return state ? text_of_state(*state) : std::string();
}

bool has_failed(const WorkItem& item,
                const RunKeys& keys,
                const fs::path& results,
                const ReusePolicy& policy) {
  if (policy.retry_failed) return false;
  const auto record = read_failure(state_of(results).failures, item.name);
  return record && !is_passing(record->reason) && record->keys == digest(keys, item) &&
         record->input == input_text(item.path);
}

}  // namespace

std::string digest(const RunKeys& keys, const WorkItem& item) {
  std::string text = keys.program_version + "\n" + keys.commit + "\n" + keys.config_sha256 + "\n" +
                     keys.map_sha256 + "\n" + item.path.string() + "\n";
  for (const auto& [name, value] : item.given())
    text.append(name).append("=").append(value).append("\n");
  return pipeline::sha256_of_text(text);
}

Standing standing_of(const WorkItem& item,
                     const RunKeys& keys,
                     const fs::path& results,
                     const ReusePolicy& policy) {
  if (is_done(item, keys, results, policy)) return Standing::done;
  return has_failed(item, keys, results, policy) ? Standing::failed : Standing::to_do;
}

}  // namespace calfemg::batch
