// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calfemg::test {

/// First thing that is wrong with the nesting of elements, or "" when every element is closed in
/// order. Knows the void elements of HTML; `<x/>` is closed.
[[nodiscard]] std::string nesting_problem(std::string_view markup);

/// The page without its script elements: what is there when scripts are off.
[[nodiscard]] std::string without_scripts(std::string_view page);

/// Each `<svg ...>...</svg>` of a page.
[[nodiscard]] std::vector<std::string> svgs_of(std::string_view page);

[[nodiscard]] std::size_t occurrences(std::string_view text, std::string_view part);

/// Text as a reader sees it: tags out, entities back, runs of blanks as one.
[[nodiscard]] std::string visible_text(std::string_view markup);

}  // namespace calfemg::test
