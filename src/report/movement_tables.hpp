// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// Indices of the leg movements by group of stages; no rows when they were not sought.
[[nodiscard]] Table movement_index_table(const Session& session);

/// Intervals between movements as a histogram; "" without intervals.
[[nodiscard]] std::string interval_histogram_svg(const Session& session);

}  // namespace calfemg::report
