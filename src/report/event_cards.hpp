// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/session.hpp"
#include "report/wording.hpp"

namespace calfemg::report {

/// One cramp as the page shows it.
struct EventCard {
  std::string number;  ///< "1" ...: the same as on the pin of the timeline
  std::string grade;   ///< "definite", "probable", "possible" or ""
  std::string title;
  std::string when;
  std::vector<NamedValue> facts;     ///< duration, sites, stage, confidence, then the measures
  std::vector<std::string> reasons;  ///< for and against, as the detector worded them
  std::string figure;                ///< SVG; "" when there is none
};

/// All cramps in the order of the night.
[[nodiscard]] std::vector<EventCard> event_cards(const Session& session);

}  // namespace calfemg::report
