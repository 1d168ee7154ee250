// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace calfemg::core {

/// Shortest text that reads back as the same number; "n/a" for NaN; never depends on the locale.
[[nodiscard]] std::string number_text(double value);
[[nodiscard]] std::string number_text(float value);

/// Fixed number of decimals, e.g. fixed_text(2.345, 1) = "2.3"; "n/a" for NaN; zero has no sign.
[[nodiscard]] std::string fixed_text(double value, int decimals);

/// The whole text as a number; nullopt when anything is left over or it is no finite number.
[[nodiscard]] std::optional<double> number_from_text(std::string_view text);

/// Letters, digits, '-', '_' and '.' stay, everything else becomes '_'; never empty, never begins
/// with a dot, at most 100 characters: safe as a file name.
[[nodiscard]] std::string file_name_from(std::string_view text);

/// The candidate nearest to `text` by edit distance, for "did you mean"; nullopt when none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view text,
                                                 std::span<const std::string> candidates);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

/// Without blanks, tabs and line ends at both sides.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace calfemg::core
