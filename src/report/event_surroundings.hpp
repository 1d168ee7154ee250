// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/session.hpp"

namespace calfemg::report {

/// Which site and which head came first, in words; "" when only one took part and nothing is known
/// of the others.
[[nodiscard]] std::string order_text(const core::Event& event);

/// What happened within 30 minutes before an event and 60 after it, in this leg and to the sleeper.
[[nodiscard]] std::string before_text(const Session& session, const core::Event& event);
[[nodiscard]] std::string after_text(const Session& session, const core::Event& event);

}  // namespace calfemg::report
