// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "core/event.hpp"
#include "report/wording.hpp"

namespace calfemg::report {

/// Where a card shows a measure: with the facts that everybody reads, or folded away.
enum class Prominence : std::uint8_t { key, detail };

/// A measure in words: "This head over the other" / "13.7 ×". Logarithms are shown as the ratio
/// that they stand for. Names that are not known are read from their unit suffix.
[[nodiscard]] NamedValue measure_text(const core::Measure& measure);

/// `detail` for names that are not known.
[[nodiscard]] Prominence prominence(std::string_view measure_name);

}  // namespace calfemg::report
