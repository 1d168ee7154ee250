// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "io/layout_map.hpp"

namespace calfemg::io {

/// An open recording. Samples are read in blocks, in any order; nothing is kept between calls.
class RecordingReader {
 public:
  RecordingReader() = default;
  virtual ~RecordingReader() = default;
  RecordingReader(const RecordingReader&) = delete;
  RecordingReader& operator=(const RecordingReader&) = delete;
  RecordingReader(RecordingReader&&) = delete;
  RecordingReader& operator=(RecordingReader&&) = delete;

  [[nodiscard]] virtual const core::RecordingInfo& info() const = 0;

  /// Microvolts of `channels` (indices into info().blocks[block].channels), planar:
  /// out[c * count + i] is sample first + i of channels[c]. Declared gaps and stored NaN are NaN.
  /// A channel whose unit is no voltage comes in its own unit. One thread at a time.
  /// @param first, count  inside the block: first + count <= sample_count
  /// @param out           channels.size() * count values
  /// @throws core::FileError when the file cannot be read there (truncated, missing filter)
  virtual void read_uv(std::size_t block,
                       std::uint64_t first,
                       std::size_t count,
                       std::span<const std::size_t> channels,
                       std::span<double> out) = 0;
};

/// Opens a recording with the layout found from its content (or named by the map) and applies the
/// map. Never guesses a unit, a rate or an orientation.
/// Roles may still be missing afterwards: `require_analysable` decides that.
/// @throws core::FileError    missing, a folder, empty, no HDF5, truncated, not closed
/// @throws core::FormatError  understood and refused: no unit, rate 0, no samples, unknown layout
[[nodiscard]] std::unique_ptr<RecordingReader> open_recording(const std::filesystem::path& path,
                                                              const LayoutMap& map);

/// A layout profile as it is shown to the user.
struct LayoutSummary {
  std::string name;
  std::string about;  ///< how it is recognised and who writes it, one line
};

/// Every layout profile, in the order in which they are tried.
[[nodiscard]] std::vector<LayoutSummary> layout_summaries();

/// Names of the layout profiles, in the order in which they are tried.
[[nodiscard]] std::vector<std::string> layout_names();

/// Refuses a recording that has no channel with an EMG role, or two channels with one role; the
/// sentence shows the map to write.
/// @throws core::FormatError
void require_analysable(const core::RecordingInfo& info);

}  // namespace calfemg::io
