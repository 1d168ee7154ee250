// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// How tense each site of the gastrocnemius was over the session: its signature.
[[nodiscard]] Table tension_signature_table(const Session& session);

/// Stretches above the gate by their length, for each site.
[[nodiscard]] Table tension_bins_table(const Session& session);

/// Percentiles of normalised EMG by stage, for each site; no rows without any.
[[nodiscard]] Table normalised_table(const Session& session);

/// Left against right, medial against lateral; no rows when nothing could be compared.
[[nodiscard]] Table asymmetry_table(const Session& session);

}  // namespace calfemg::report
