// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/movement_indices.hpp"
#include "detect/plm.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::pipeline {

/// Leg movements that someone marked, scored.
struct Rescored {
  detect::MarkedNight night;
  std::vector<detect::ScoredMovement> movements;
  core::MovementIndices indices;
  std::vector<std::string> notes;          ///< what the hypnogram's reader wants the user to know
  std::map<std::string, int> passed_over;  ///< trial_type -> rows that play no part
};

/// Reads the rows `lm` (leg: left, right, or both for a movement of each), `arousal` and
/// `respiratory_event` of a table of events, and a hypnogram where there is one, and applies the
/// rules. Rows of other types are counted and passed over; so are rows `plm`: series are formed
/// anew.
/// @param observer  told when a file is being read
/// @throws core::FileError, core::FormatError
[[nodiscard]] Rescored rescore(const std::filesystem::path& events,
                               const std::optional<std::filesystem::path>& hypnogram,
                               const detect::PlmOptions& options,
                               ReadingObserver& observer);

}  // namespace calfemg::pipeline
