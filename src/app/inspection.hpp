// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/amplitude_check.hpp"
#include "core/recording.hpp"
#include "pipeline/plausibility.hpp"

namespace calfemg::app {

/// What `calfemg inspect` shows.
struct Inspection {
  core::RecordingInfo recording;
  std::vector<std::vector<AmplitudeCheck>> amplitudes;  ///< [block][channel]
  /// EMG channels that analyze would refuse; nullopt when the samples could not be read.
  std::optional<std::vector<pipeline::RefusedChannel>> implausible;
};

/// Why the gate refuses an EMG channel; nullptr when it passes.
[[nodiscard]] const pipeline::Implausibility* refusal_of(const Inspection& inspection,
                                                         std::size_t block,
                                                         std::size_t channel);

/// Pages of text for people.
[[nodiscard]] std::string inspection_text(const Inspection& inspection);

/// The same as JSON; docs/cli.md lists the members. Missing numbers are null.
[[nodiscard]] std::string inspection_json(const Inspection& inspection);

}  // namespace calfemg::app
