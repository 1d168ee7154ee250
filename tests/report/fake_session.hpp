// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::test {

/// Table and findings of a session, made by hand: no signal path, no detector.
struct FakeSession {
  core::SessionTable table;
  core::SessionResult result;
};

/// `duration_s` of eight gastrocnemius channels (both legs, both heads, both sites) at rest, with
/// summaries and nothing found.
[[nodiscard]] FakeSession quiet_session(double duration_s);

/// 30 minutes with hypnogram, start before midnight, two cramps, tension, leg movements, artefacts,
/// gaps, a patient marker, a turned-down candidate: everything that the page can show.
[[nodiscard]] FakeSession eventful_session();

/// A cramp as a detector would describe it.
[[nodiscard]] core::Event cramp_event(
    double onset_s, double duration_s, core::Leg leg, core::Muscle muscle, core::Grade grade);

/// Raises the envelope of the channels on a head between two times.
void raise_envelope(core::SessionTable& table, const core::Event& event, float uv);

}  // namespace calfemg::test
