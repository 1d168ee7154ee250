// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/isolation.hpp"
#include "io/layout_map.hpp"
#include "io/side_files.hpp"
#include "pipeline/identifiers.hpp"

namespace calfemg::app {

/// `--layout`, in the words for one recording or for many.
enum class LayoutFor : std::uint8_t { one_recording, recordings, archive };
[[nodiscard]] OptionSpec layout_option(LayoutFor what);

/// --keep-identifiers, --shift-dates.
[[nodiscard]] std::vector<OptionSpec> privacy_options();

/// @throws UsageError
[[nodiscard]] pipeline::Privacy privacy_of(const CommandLine& line);

/// The same options as the words of another command line.
[[nodiscard]] std::vector<std::string> privacy_words(const CommandLine& line);

/// A recording as the command line names it, with all that it says about reading it.
struct GivenRecording {
  std::string path;
  io::LayoutMap map;
  io::SideFiles side_files;
  Isolation isolation;
};

/// The one recording of a command line.
/// @throws UsageError, core::ConfigError
[[nodiscard]] GivenRecording given_recording(const CommandLine& line);

/// The recording, opened in a child that `observer` watches.
/// @throws as pipeline::open_watched
[[nodiscard]] std::unique_ptr<io::RecordingReader> open_given(const GivenRecording& given,
                                                              pipeline::ReadingObserver& observer);

}  // namespace calfemg::app
