// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/recording.hpp"

namespace calfemg::io {

inline constexpr double kChunkSeconds = 8.0;

struct WriterOptions {
  double chunk_s =
      kChunkSeconds;      ///< s of signal in one chunk: what is unpacked to read one sample
  int deflate_level = 4;  ///< 0 (none) to 9
};

/// The name of a file that is being written, until it is complete.
[[nodiscard]] std::filesystem::path unfinished_file(const std::filesystem::path& path);

/// Writes a recording in the calfemg layout 1.0, samples block by block as they come. The file
/// appears under its name when it is complete (`finish`); until then it is NAME.partial, which is
/// removed when the writer goes away unfinished. The same content gives the same bytes.
///
/// Of each block, `info` says rate, start, gaps, channels and `sample_type`: "int16", "int32",
/// "float32" or "float64"; its sample_count is not looked at. A channel's unit must be uV, mV or V
/// (any text without an EMG role); what is stored is (microvolts - uv_offset) / uv_per_count.
class RecordingWriter {
 public:
  /// @throws core::OutputError  the file cannot be made, or `info` cannot be stored
  RecordingWriter(std::filesystem::path path,
                  const core::RecordingInfo& info,
                  const WriterOptions& options = {});
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;
  RecordingWriter(RecordingWriter&&) = delete;
  RecordingWriter& operator=(RecordingWriter&&) = delete;

  /// Adds samples in microvolts, planar: planar[c * count + i] is sample i of channel c. For whole
  /// numbers they are rounded to the nearest step and held at the rails, as a recorder does; NaN
  /// cannot be stored then (declare a gap, or store float32).
  /// @throws core::OutputError  NaN in a block of whole numbers, or the file cannot grow
  void append_uv(std::size_t block, std::span<const double> planar);

  /// Adds raw counts to an int16 block, (time, channel): counts[i * channels + c].
  /// @throws core::OutputError  the file cannot grow
  void append_raw(std::size_t block, std::span<const std::int16_t> counts);

  /// Completes the file and gives it its name. Nothing can be added afterwards.
  /// @throws core::OutputError
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace calfemg::io
