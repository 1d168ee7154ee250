// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/byte_file.hpp"
#include "io/edf_text.hpp"

namespace calfemg::io {

/// True for a file that begins as EDF ("0" and seven blanks) or BDF (255 and "BIOSEMI"). False also
/// for what cannot be read.
[[nodiscard]] bool looks_like_edf(const std::filesystem::path& path);

/// A signal as the header of an EDF or BDF file describes it.
struct EdfSignal {
  std::string label;   ///< UTF-8, one line
  std::string unit;    ///< physical dimension, as written
  double scale = 1.0;  ///< value in `unit` = digital * scale + offset
  double offset = 0.0;
  std::string prefilter;       ///< as written
  std::size_t samples = 0;     ///< in each data record
  std::size_t first_byte = 0;  ///< in each data record
  bool holds_annotations = false;
  std::optional<core::FormatProblem> scaling_problem;  ///< then scale and offset are 1 and 0
};

/// The header of an EDF, EDF+, BDF or BDF+ file. Names and birth dates of patients are not kept.
struct EdfHeader {
  bool is_bdf = false;            ///< samples of 3 bytes, else of 2
  bool has_time_keeping = false;  ///< EDF+ or BDF+: an annotation signal says when records begin
  bool may_have_gaps = false;     ///< EDF+D or BDF+D
  EdfStart start;
  double record_s = 0.0;           ///< 0 only when there are none but annotation signals
  std::uint64_t record_count = 0;  ///< complete ones in the file
  std::uint64_t first_record_byte = 0;
  std::size_t record_bytes = 0;
  std::vector<EdfSignal> signals;
  std::vector<std::string> notes;

  [[nodiscard]] std::size_t sample_bytes() const { return is_bdf ? 3 : 2; }

  [[nodiscard]] std::uint64_t byte_of(std::uint64_t record, const EdfSignal& signal) const {
    return first_record_byte + record * record_bytes + signal.first_byte;
  }
};

/// Reads and checks the header.
/// @throws core::FormatError  a field that does not make sense: which one, at which byte, and what
///                            it held
/// @throws core::FileError    the file ends inside the header
[[nodiscard]] EdfHeader read_edf_header(const ByteFile& file);

}  // namespace calfemg::io
