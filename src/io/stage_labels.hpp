// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::io {

/// The stage that a word of a column or list of stages means: "W", "N2", "R", "S3", "Stage 1",
/// "Sleep stage W", "Stage 2 sleep|2", "REM sleep", "0" to "5" of Rechtschaffen & Kales, ...; case
/// does not count. Movement time and what was not scored are `unscored`. nullopt for other words.
/// docs/data_format.md has the table.
[[nodiscard]] std::optional<core::SleepStage> stage_from_word(std::string_view word);

/// The stage that an annotation among others means: only what speaks of a stage ("Sleep stage N1",
/// "Stage 1"), or a bare word ("N1", "S1", "REM") that lasts 5 s or more: "S1" may be a stimulus.
[[nodiscard]] std::optional<core::SleepStage> stage_from_annotation(
    const core::Annotation& annotation);

/// A stretch of one stage; duration 0: until the next one.
struct StageSpan {
  double onset_s = 0.0;
  double duration_s = 0.0;
  core::SleepStage stage = core::SleepStage::unscored;
};

/// A hypnogram of stretches, in the longest epochs of 30, 20, 10, 5 or 1 s that all stretches are
/// made of. What is not covered is unscored; the last stretch, without a duration, is one epoch.
/// @param notes  is told when stretches overlap (the later one counts), leave holes or fit no epoch
/// @return nullopt without stretches
[[nodiscard]] std::optional<core::Hypnogram> hypnogram_from(std::vector<StageSpan> spans,
                                                            std::vector<std::string>& notes);

/// Moves the stages among the annotations into a hypnogram, unless the recording has one.
void take_stages(core::RecordingInfo& info);

}  // namespace calfemg::io
