// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "io/byte_file.hpp"
#include "io/edf_header.hpp"

namespace calfemg::io {

/// A time-stamped annotation list (TAL) of EDF+: one time, any number of texts.
struct EdfAnnotationList {
  double onset_s = 0.0;  ///< since the start time in the header
  double duration_s = 0.0;
  std::vector<std::string> texts;  ///< UTF-8; empty ones are left out
  bool keeps_time = false;         ///< its first text is empty
};

/// What an annotation signal holds in one data record.
struct EdfAnnotationBytes {
  std::vector<EdfAnnotationList> lists;
  bool has_broken_list = false;  ///< one was not understood and is left out
};

/// Reads "+onset[\x15duration]\x14text\x14text\x14\0..." up to the NULs that fill the record.
[[nodiscard]] EdfAnnotationBytes parse_edf_annotations(std::string_view bytes);

/// All annotation signals of a file.
struct EdfAnnotations {
  /// Onset of each data record by its time-keeping list, seconds since the start time in the
  /// header; nullopt where there is none. Empty for a file without time-keeping.
  std::vector<std::optional<double>> record_onsets;
  std::vector<core::Annotation> annotations;  ///< onset since the start time in the header
  std::uint64_t broken_records = 0;           ///< with a list that was not understood
};

/// @throws core::FileError when the file cannot be read
[[nodiscard]] EdfAnnotations read_edf_annotations(const ByteFile& file, const EdfHeader& header);

}  // namespace calfemg::io
