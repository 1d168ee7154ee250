// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace calfemg::report {

/// The one door through which text of a file enters the page: broken UTF-8, control characters and
/// direction overrides become U+FFFD, line ends become blanks, anything beyond 1000 characters is
/// cut with an ellipsis, and the five characters that mean something in HTML are escaped. Safe as
/// element content and inside double-quoted attributes, in HTML and in XML.
[[nodiscard]] std::string escaped(std::string_view text);

/// The text with broken UTF-8, direction overrides and controls but tab and line end as U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// At most `characters` characters (not bytes), the last one an ellipsis when something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

/// What follows the last '/' or '\'; reports never show where a file lies on a machine.
[[nodiscard]] std::string file_name_of(std::string_view path);

}  // namespace calfemg::report
