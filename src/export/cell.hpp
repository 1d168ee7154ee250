// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calfemg::exporting {

/// What a table holds where there is no value (BIDS).
inline constexpr std::string_view kNotAvailable = "n/a";

/// Text as a table cell: tabs and line ends become blanks, bytes that are no UTF-8 become U+FFFD,
/// nothing becomes "n/a".
[[nodiscard]] std::string text_cell(std::string_view text);

/// The inverse of `text_cell`: "n/a" is the empty text.
[[nodiscard]] std::string text_from_cell(std::string_view cell);

/// Shortest text that reads back as the same number; "n/a" for whatever is not finite.
[[nodiscard]] std::string number_cell(double value);

/// Rounded to the millisecond: what an event time is worth.
[[nodiscard]] double to_millisecond(double seconds);

/// Texts in one cell, lossless: a separator inside a part, and a backslash, get a backslash in
/// front. Empty parts are left out.
[[nodiscard]] std::string list_cell(const std::vector<std::string>& parts, char separator);

/// The inverse of `list_cell`. Blanks around a part do not belong to it.
[[nodiscard]] std::vector<std::string> list_from_cell(std::string_view cell, char separator);

}  // namespace calfemg::exporting
