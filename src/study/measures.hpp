// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "batch/session_content.hpp"
#include "study/numbers.hpp"

namespace calfemg::study {

/// A figure of a night that studies compare.
struct Measure {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;                             ///< one sentence
  double (*value)(const batch::SessionContent& night);  ///< NaN when it is not known
  /// Events and hours, for a measure that is a rate of events; null for others.
  Count (*count)(const batch::SessionContent& night);
};

[[nodiscard]] std::span<const Measure> all_measures();

}  // namespace calfemg::study
