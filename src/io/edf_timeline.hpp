// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "core/recording.hpp"
#include "io/edf_header.hpp"

namespace calfemg::io {

/// Data records that follow each other without a gap.
struct EdfPiece {
  double start_s = 0.0;  ///< since the first data record
  std::uint64_t first_record = 0;
  std::uint64_t record_count = 0;
};

/// When the data records of a file were recorded.
struct EdfTimeline {
  double first_onset_s = 0.0;  ///< of the first data record, since the start time in the header
  std::vector<EdfPiece> pieces;
};

/// The timeline by the time-keeping of EDF+. A record that begins within half a sample (or 1 ms,
/// whichever is more) of the end of its piece belongs to it; one that begins later begins a new
/// piece, after a gap.
/// @param onsets  of each record, as read_edf_annotations gives them
/// @param path    for the refusal
/// @throws core::FormatError  EDF+D without the time of a record; a record that begins before its
///                            predecessor ends; EDF+C whose time-keeping jumps
[[nodiscard]] EdfTimeline edf_timeline(const EdfHeader& header,
                                       const std::vector<std::optional<double>>& onsets,
                                       const std::string& path);

/// A piece on the grid of samples of a block.
struct EdfStretch {
  std::uint64_t first_sample = 0;  ///< in the block, gaps counted
  std::uint64_t sample_count = 0;
  std::uint64_t first_record = 0;
};

/// Places the pieces on the nearest samples of a signal with `samples` in each data record.
[[nodiscard]] std::vector<EdfStretch> place_pieces(const EdfTimeline& timeline,
                                                   std::size_t samples,
                                                   core::Hertz rate);

/// What lies between the stretches, in seconds since the first sample.
[[nodiscard]] std::vector<core::Interval> gaps_between(const std::vector<EdfStretch>& stretches,
                                                       core::Hertz rate);

}  // namespace calfemg::io
