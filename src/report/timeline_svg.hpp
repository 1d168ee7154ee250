// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"

namespace calfemg::report {

/// The whole recording as one drawing: clock, annotations, hypnogram, and for each leg its heads
/// with events, envelopes against the rest level, artefacts and gaps, and its leg movements.
[[nodiscard]] std::string timeline_svg(const Session& session);

}  // namespace calfemg::report
