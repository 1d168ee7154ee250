// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/session.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// What ISEK asks of a paper on EMG (Merletti 1999), item by item: what the recording says, what
/// calfemg did, and "missing" where nobody said. Items of the electrodes and the amplifier are
/// taken from the context of the recording.
[[nodiscard]] Table isek_table(const Session& session);

}  // namespace calfemg::report
