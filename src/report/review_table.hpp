// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// What the program and what the reviewer say about each event that was reviewed; no rows without a
/// review.
[[nodiscard]] Table review_table(const Session& session);

/// "Reviewed by AB: two accepted, one rejected."; "" without a review.
[[nodiscard]] std::string review_sentence(const Session& session);

}  // namespace calfemg::report
