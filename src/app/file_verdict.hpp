// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/isolation.hpp"
#include "core/error.hpp"
#include "core/recording.hpp"
#include "io/layout_map.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::app {

/// What `calfemg validate` says about one file.
struct FileVerdict {
  std::string verdict = {};  ///< "ok", "refused", "other": no recording, and no name of one
  std::string layout = {};   ///< of a recording that could be opened
  std::string reason = {};   ///< a code of docs/cli.md; empty when ok
  std::size_t emg_channels = 0;
  double duration_s = core::kMissing;
  std::string message = {};  ///< what is wrong, without the name of the file
  std::string hint = {};     ///< what to do
};

/// How deep a file is looked into.
enum class Depth { headers, samples };

/// The map for a file of an archive.
/// @throws core::ConfigError
using MapSource = std::function<io::LayoutMap(const std::filesystem::path& file)>;

/// Opens a file and decides whether it can be analysed.
[[nodiscard]] FileVerdict judge_file(const std::filesystem::path& path,
                                     const MapSource& map_of,
                                     Depth depth,
                                     pipeline::ReadingObserver& observer);

/// The verdict of an error that opening or reading gave.
[[nodiscard]] FileVerdict refusal_of(const core::Error& error);

/// A name or a beginning of a recording; a file that cannot be read at all is taken seriously.
[[nodiscard]] bool may_be_recording(const std::filesystem::path& path);

/// The verdict of a child that did not end by itself.
[[nodiscard]] FileVerdict verdict_of(const Downfall& downfall);

/// The files of a tree in the order of their paths; folders that cannot be read, and links to
/// folders, are left out. A file is itself.
/// @throws core::FileError when there is no such file or folder
[[nodiscard]] std::vector<std::filesystem::path> files_of(const std::filesystem::path& archive);

/// One line without its end, and back: between the processes.
[[nodiscard]] std::string to_line(const FileVerdict& verdict);
[[nodiscard]] FileVerdict from_line(std::string_view line);

}  // namespace calfemg::app
