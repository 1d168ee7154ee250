// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/amplitude_check.hpp"
#include "core/recording.hpp"

namespace calfemg::app {

/// What `calfemg inspect` shows.
struct Inspection {
  core::RecordingInfo recording;
  std::vector<std::vector<AmplitudeCheck>> amplitudes;  ///< [block][channel]
};

/// Pages of text for people.
[[nodiscard]] std::string inspection_text(const Inspection& inspection);

/// The same as JSON; docs/cli.md lists the members. Missing numbers are null.
[[nodiscard]] std::string inspection_json(const Inspection& inspection);

}  // namespace calfemg::app
