// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "report/clock.hpp"

namespace calfemg::report {

/// What every part of the page is made from. Refers to its arguments; lives as long as they do.
class Session {
 public:
  Session(const core::SessionTable& session_table, const core::SessionResult& session_result);

  const core::SessionTable& table;
  const core::SessionResult& result;
  Clock clock;
  double duration_s;

  [[nodiscard]] const core::RecordingInfo& recording() const { return table.recording; }

  [[nodiscard]] const core::Findings& findings() const { return result.findings; }

  [[nodiscard]] std::vector<const core::Event*> events_of(core::EventType type) const;

  /// The context, a note or the session name says "simulated".
  [[nodiscard]] bool is_simulated() const;
};

/// A channel with its summary; `summary` is null when the findings hold none for it.
struct ChannelView {
  const core::ChannelTable* table = nullptr;
  const core::ChannelSummary* summary = nullptr;

  [[nodiscard]] const core::Role& role() const { return table->channel.role; }

  [[nodiscard]] double rest_uv() const;
};

/// A muscle of a leg and the channels on it: a head, or soleus, or tibialis anterior.
struct Place {
  core::Leg leg = core::Leg::left;
  core::Muscle muscle = core::Muscle::none;
  std::vector<ChannelView> channels;

  /// The event was found here; events without leg count for both.
  [[nodiscard]] bool holds(const core::Event& event) const;
};

[[nodiscard]] std::vector<ChannelView> channel_views(const Session& session);

/// All places with a channel, left before right, medial before lateral before the others.
[[nodiscard]] std::vector<Place> places_of(const Session& session);

/// "GM.L.upper", and the name in the file behind it when that is another one: at most 40
/// characters.
[[nodiscard]] std::string channel_label(const core::ChannelTable& channel);

}  // namespace calfemg::report
