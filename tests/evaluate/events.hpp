// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event.hpp"

namespace calfemg::test {

/// A cramp of the left medial head.
inline core::Event cramp(double onset_s, double duration_s) {
  core::Event event;
  event.type = core::EventType::cramp;
  event.onset_s = onset_s;
  event.duration_s = duration_s;
  event.leg = core::Leg::left;
  event.muscle = core::Muscle::gastrocnemius_medialis;
  event.grade = core::Grade::definite;
  return event;
}

inline core::Event on_lateral_head(core::Event event) {
  event.muscle = core::Muscle::gastrocnemius_lateralis;
  return event;
}

inline core::Event on_right_leg(core::Event event) {
  event.leg = core::Leg::right;
  return event;
}

inline core::Event of(core::EventType type, core::Event event) {
  event.type = type;
  event.muscle = core::Muscle::none;
  event.grade = core::Grade::none;
  return event;
}

}  // namespace calfemg::test
