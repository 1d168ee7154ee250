// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// One row for each head of each leg (and soleus, tibialis anterior where recorded): cramps by
/// grade, indices, elevated tension, rest level, usable time.
[[nodiscard]] Table key_figures(const Session& session);

}  // namespace calfemg::report
