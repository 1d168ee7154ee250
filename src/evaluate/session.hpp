// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/recording.hpp"

namespace calfemg::evaluate {

/// One recording with two tables of events.
struct Session {
  std::string name;
  std::vector<core::Event> truth;
  std::vector<core::Event> detected;
  double duration_s = core::kMissing;       ///< of the recording, where known
  std::vector<core::ChannelInfo> channels;  ///< of the recording, where known
};

/// The events of one type, in their order.
[[nodiscard]] std::vector<core::Event> of_type(const std::vector<core::Event>& events,
                                               core::EventType type);

}  // namespace calfemg::evaluate
