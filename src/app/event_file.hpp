// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/start_time.hpp"

namespace calfemg::app {

/// Events that a person or a program marked.
struct EventFile {
  std::vector<core::Event> events;
  std::vector<std::string> notes;  ///< sentences about what was left out
};

/// Reads an event table of calfemg, or the annotations of an EDF+, NSRR XML or Luna .annot file,
/// whose labels then say the events (docs/evaluation.md).
/// @param start  of the recording, where it is known; clock times in a .annot file need it
/// @throws core::FileError, core::FormatError  also when none of many annotations is an event
[[nodiscard]] EventFile read_event_file(const std::filesystem::path& path,
                                        const std::optional<core::StartTime>& start);

/// The event that an annotation means by its words: type first, then leg, muscle, site and grade in
/// any order, or a channel that is named after a role: "cramp GM.L.upper", "lm left", "Limb
/// movement - right". nullopt when it begins with no type of event.
[[nodiscard]] std::optional<core::Event> event_from_label(std::string_view label,
                                                          std::string_view channel);

}  // namespace calfemg::app
