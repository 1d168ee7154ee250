// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/session_table.hpp"
#include "detect/options.hpp"
#include "detect/runs.hpp"

namespace calfemg::detect {

/// Artefacts of one kind on a channel.
struct ArtifactKind {
  std::string_view kind;       ///< "dropout", "flat", "clip", "mains", ...
  std::vector<Run> stretches;  ///< signal that is not usable because of it
  std::vector<Run> intervals;  ///< what a person would mark: from the first to the last sign of it
};

/// What is wrong with a channel, and what can be used of it.
struct ChannelArtifacts {
  std::vector<ArtifactKind> kinds;  ///< always the same kinds in the same order, gaps first
  Flags usable;                     ///< [bin] 1: neither gap nor artefact, envelope known
};

/// Finds the stretches of a channel that hold no signal of the muscle. Strength alone is no
/// artefact: each test compares the signal with itself (docs/detectors.md#artifact).
[[nodiscard]] ChannelArtifacts find_artifacts(const core::ChannelTable& table,
                                              const ArtifactOptions& options);

}  // namespace calfemg::detect
