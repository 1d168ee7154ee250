// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "core/start_time.hpp"
#include "io/stage_labels.hpp"

namespace calfemg::io {

/// Something that a side file says, in seconds from the start of the recording.
struct SideEvent {
  double onset_s = 0.0;
  double duration_s = 0.0;
  std::string label;
  std::string channel;  ///< "" when the file names none
};

/// What a file beside a recording holds: sleep stages, events or both.
struct SideFile {
  std::vector<SideEvent> events;
  std::vector<StageSpan> stages;
  std::vector<std::string> notes;
};

/// Reads a file of stages or events, of the kind that its content shows: EDF+ or BDF+ annotations,
/// NSRR XML, a table (TSV or CSV with a header: BIDS events.tsv, a stage column), else Luna .annot.
/// docs/data_format.md says what is taken from where.
/// @param start  of the recording it belongs to; clock times need it
/// @throws core::FileError    missing, unreadable, too large
/// @throws core::FormatError  naming the line, or the byte of an EDF header
[[nodiscard]] SideFile read_side_file(const std::filesystem::path& path,
                                      const std::optional<core::StartTime>& start);

/// The hypnogram of a side file.
/// @param notes  is told what the file and hypnogram_from tell
/// @throws as read_side_file; core::FormatError also for a file without a stage
[[nodiscard]] core::Hypnogram read_hypnogram(const std::filesystem::path& path,
                                             const std::optional<core::StartTime>& start,
                                             std::vector<std::string>& notes);

/// One kind each. `text` is what the file at `path` holds.
[[nodiscard]] SideFile read_side_table(const std::string& path, const std::string& text);
[[nodiscard]] SideFile read_luna_annotations(const std::string& path,
                                             const std::string& text,
                                             const std::optional<core::StartTime>& start);
[[nodiscard]] SideFile read_nsrr_xml(const std::string& path, const std::string& text);

/// True when the first line of a text names the columns of a table that `read_side_table` reads.
[[nodiscard]] bool is_side_table(const std::string& text);

/// Lines without their ends, a byte order mark left out.
[[nodiscard]] std::vector<std::string> side_lines(const std::string& text);

/// Cells of a line, without blanks and quotes around them; inside quotes the separator is text.
[[nodiscard]] std::vector<std::string> side_cells(const std::string& line, char separator);

}  // namespace calfemg::io
