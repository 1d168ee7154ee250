// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::test {

/// A cramp with everything that an event can carry, a bilateral movement with nothing, an artifact.
[[nodiscard]] std::vector<core::Event> sample_events();

/// Two EMG channels of different length, two feature columns, one of them missing in the second.
[[nodiscard]] core::SessionTable sample_table();

/// Results that go with `sample_table`, with `sample_events`.
[[nodiscard]] core::SessionResult sample_result();

}  // namespace calfemg::test
