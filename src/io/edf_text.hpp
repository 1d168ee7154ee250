// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/start_time.hpp"

namespace calfemg::io {

/// Text of an EDF file as one line of UTF-8: what is no UTF-8 is taken as Latin-1, control
/// characters become '?', blanks and NULs at the ends go.
[[nodiscard]] std::string edf_text(std::string_view bytes);

/// A number of an EDF header: blanks and NULs around it, a plus sign and a decimal comma are
/// understood.
[[nodiscard]] std::optional<double> edf_number(std::string_view bytes);

/// The same for whole numbers.
[[nodiscard]] std::optional<std::int64_t> edf_integer(std::string_view bytes);

/// Corners of a recorder's filters as an EDF header writes them: "HP:0.1Hz LP:75Hz N:50Hz".
struct EdfFilters {
  std::optional<double> highpass_hz;
  std::optional<double> lowpass_hz;
  std::optional<double> notch_hz;
};

/// Reads "HP:", "LP:" and "N:" (or "Notch:") in any order and case; DC is a high-pass at 0 Hz, a
/// low-pass or notch at 0 Hz says that there is none, NaN says nothing. What else is there is
/// passed over.
[[nodiscard]] EdfFilters edf_filters(std::string_view prefilter);

/// When the recording began by the header, and what is to be told about it.
struct EdfStart {
  std::optional<core::StartTime> time;
  std::string note;  ///< "" when there is nothing to tell
};

/// @param date       bytes of the field at 168: "dd.mm.yy"
/// @param time       bytes of the field at 176: "hh.mm.ss"
/// @param recording  field at 88, of which an EDF+ start date "Startdate 02-MAR-2002" is taken
[[nodiscard]] EdfStart edf_start(std::string_view date,
                                 std::string_view time,
                                 std::string_view recording);

}  // namespace calfemg::io
