// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace calfemg::app {

/// Rows as lines with aligned columns, two blanks between them; the first row is the heading.
/// Characters are counted, not bytes; control characters are replaced.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace calfemg::app
