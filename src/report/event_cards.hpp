// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/session.hpp"
#include "report/wording.hpp"

namespace calfemg::report {

/// A cramp, or a candidate that was turned down, as the page shows it.
struct EventCard {
  std::string number;  ///< "1" ...: the same as on the pin of the timeline
  std::string grade;   ///< "definite", "probable", "possible", "rejected" or ""
  std::string title;
  std::string when;
  std::vector<NamedValue> facts;     ///< what everybody reads
  std::vector<NamedValue> story;     ///< order of sites and heads, what came before and after
  std::vector<NamedValue> measures;  ///< all other numbers
  std::vector<std::string> reasons;  ///< for and against, as the detector worded them
  std::string evidence;              ///< what the model weighed, HTML; "" when it says nothing
  std::string figure;                ///< SVG; "" when there is none
  std::string excerpt;               ///< the same: signal and spectrum
};

/// All cramps in the order of the night.
[[nodiscard]] std::vector<EventCard> cramp_cards(const Session& session);

/// Turned-down candidates, strongest claim first; at most kMostRejectedCards, the table has all.
[[nodiscard]] std::vector<EventCard> rejected_cards(const Session& session);

inline constexpr std::size_t kMostRejectedCards = 12;

}  // namespace calfemg::report
