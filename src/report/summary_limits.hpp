// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/session.hpp"

namespace calfemg::report {

/// What a reader must know before trusting the numbers, one sentence each: no hypnogram, no start
/// time, narrowed band, much excluded, heads without a partner.
[[nodiscard]] std::vector<std::string> limits_of_certainty(const Session& session);

}  // namespace calfemg::report
