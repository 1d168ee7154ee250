// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/session.hpp"

namespace calfemg::report {

/// The night in words: what a reader takes away who reads nothing else.
struct NightSummary {
  std::vector<std::string> sentences;  ///< cramps, tension, leg movements, usable signal
  std::vector<std::string> limits;     ///< what limits certainty; may be empty
};

[[nodiscard]] NightSummary night_summary(const Session& session);

/// A figure that is read from afar.
struct Tile {
  std::string name;
  std::string value;
  std::string detail;
};

[[nodiscard]] std::vector<Tile> summary_tiles(const Session& session);

}  // namespace calfemg::report
