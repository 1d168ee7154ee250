// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/owner.hpp"

namespace calfemg::batch {

/// Who works on which session. A claim is a symbolic link `SESSION.GENERATION` whose target is the
/// name of the run: made in one step with its content, by one maker only, on shared file systems
/// too. The highest generation counts. A claim whose run has ended without giving it back is taken
/// over by making the next generation, which one taker can do.
class Claims {
 public:
  Claims(std::filesystem::path folder, const RunFile& run, core::Seconds silent);

  /// True when the session is ours from now on.
  [[nodiscard]] bool take(const std::string& session) const;

  /// True while the session is ours: a run that was silent for too long may have lost it.
  [[nodiscard]] bool is_ours(const std::string& session) const;

  void give_back(const std::string& session) const;

 private:
  /// The runs of all generations, the lowest first.
  [[nodiscard]] std::vector<std::string> chain(const std::string& session) const;
  void remove_dead_above(const std::string& session, unsigned generation) const;
  [[nodiscard]] std::filesystem::path link(const std::string& session, unsigned generation) const;
  [[nodiscard]] std::string run_at(const std::string& session, unsigned generation) const;

  std::filesystem::path folder_;
  const RunFile& run_;
  core::Seconds silent_;
};

}  // namespace calfemg::batch
