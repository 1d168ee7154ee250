// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// Both calves from behind, heads and sites, each recorded site coloured by its share of time above
/// the tension gate and marked with the number of cramps in which it took part. The lateral sites
/// lie more distal than the medial ones. Sites that were not recorded are outlines.
[[nodiscard]] std::string calf_map_svg(const Session& session);

/// The same numbers for those who cannot see the drawing; no rows without gastrocnemius.
[[nodiscard]] Table calf_map_table(const Session& session);

/// Five classes of the share of time above the gate; its index is the CSS class "tense-0" ...
[[nodiscard]] std::string tension_class(double share);

/// "below 0.5 %", "0.5 to 2 %", ...: words for the legend, least first.
[[nodiscard]] std::string tension_class_words(std::size_t index);

inline constexpr std::size_t kTensionClasses = 5;

}  // namespace calfemg::report
