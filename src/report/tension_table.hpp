// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// How tense each site of the gastrocnemius was over the session: its signature.
[[nodiscard]] Table tension_signature_table(const Session& session);

}  // namespace calfemg::report
