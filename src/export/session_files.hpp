// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::exporting {

/// Events as BIDS-style TSV: one row each, "n/a" for missing, UTF-8, no quoting needed because tabs
/// and line ends inside texts become blanks. Times are rounded to the millisecond; other numbers
/// are the shortest text that reads back as the same double. docs/outputs.md names the columns.
[[nodiscard]] std::string events_tsv(const std::vector<core::Event>& events);

/// The sidecar that describes every column of `events_tsv` with unit and levels.
[[nodiscard]] std::string events_sidecar_json();

/// Reads back what `events_tsv` wrote. Columns may come in any order; all but onset, duration and
/// trial_type may be absent. Measures come back in file order, missing ones are absent. In a
/// reviewed table (docs/outputs.md) events that the reviewer rejected are left out; a rejected
/// cramp comes back as the rejected_cramp that its row says.
/// @throws core::FileError when there is no such file
/// @throws core::FormatError naming the line, when a column or a value is not understood
[[nodiscard]] std::vector<core::Event> read_events_tsv(const std::filesystem::path& path);

/// The rows of an exported review that a reviewer judged, commented or added.
/// @throws core::FormatError  also when the table has no column "decision"
[[nodiscard]] std::vector<core::Verdict> read_verdicts(const std::filesystem::path& path);

/// The machine-readable twin of the report page; docs/report.schema.json describes it. It holds
/// neither time nor machine: same session and configuration, same bytes. Missing numbers are null.
[[nodiscard]] std::string report_json(const core::SessionTable& table,
                                      const core::SessionResult& result);

/// Provenance with the hashes of the other outputs (file name -> SHA-256). All that differs between
/// two runs over the same input and configuration is in the member "run".
[[nodiscard]] std::string provenance_json(const core::Provenance& provenance,
                                          const std::map<std::string, std::string>& output_sha256);

/// Tidy features: one row for each channel and window, gzip'd. Streams; needs little memory. Same
/// table, same bytes; floats are the shortest text that reads back as the same float.
/// @throws core::OutputError, also when the disk is full; the file is then of no use
void write_features_tsv_gz(const std::filesystem::path& path, const core::SessionTable& table);

/// The data dictionary of the features file: unit and meaning of every column, and the channels in
/// which a column was never computed, with the reason.
[[nodiscard]] std::string features_sidecar_json(const core::SessionTable& table);

}  // namespace calfemg::exporting
