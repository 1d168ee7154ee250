// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"

namespace calfemg::report {

/// The stored excerpt of an event; null when there is none.
[[nodiscard]] const core::SignalExcerpt* excerpt_of(const Session& session,
                                                    const core::Event& event);

/// Three seconds of the unfiltered signal, and the spectrum of the event against that of rest.
[[nodiscard]] std::string excerpt_figure(const core::SignalExcerpt& excerpt);

}  // namespace calfemg::report
