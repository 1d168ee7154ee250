// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::core {

enum class EventType : std::uint8_t {
  cramp,
  rejected_cramp,
  tension,
  lm,
  plm,
  lmm,
  hflm,
  fasciculation,
  contraction,
  artifact
};

/// How sure a cramp is; `none` for every other type.
enum class Grade : std::uint8_t { none, possible, probable, definite };

/// A number that belongs to an event; the unit is in the name ("peak_uv", "rest_multiple").
struct Measure {
  std::string name;
  double value = kMissing;
};

/// Something that happened, in seconds from the start of the recording.
struct Event {
  EventType type = EventType::artifact;
  double onset_s = 0.0;
  double duration_s = 0.0;

  std::optional<Leg> leg;             ///< absent: both legs
  Muscle muscle = Muscle::none;       ///< `none`: not bound to one muscle
  std::vector<Site> sites;            ///< sites of the head that took part, first active first
  std::vector<std::string> channels;  ///< names of the channels it was found in

  Grade grade = Grade::none;
  double confidence = kMissing;  ///< 0..1, where the detector gives one
  std::string kind;              ///< artefact kind, or the code why a candidate was turned down
  SleepStage stage = SleepStage::unscored;  ///< at onset
  std::vector<Measure> measures;            ///< fixed order within a type
  std::vector<std::string> reasons;         ///< plain sentences, for and against

  [[nodiscard]] double end_s() const { return onset_s + duration_s; }

  /// NaN when the event carries no such number.
  [[nodiscard]] double measure(std::string_view measure_name) const;
};

/// "cramp", "rejected_cramp", ...: the words of the files and of the options.
[[nodiscard]] std::string_view name(EventType type);
[[nodiscard]] std::string_view name(Grade grade);  ///< "" for none
[[nodiscard]] std::optional<EventType> event_type_from_name(std::string_view text);
[[nodiscard]] std::optional<Grade> grade_from_name(std::string_view text);

/// Order of every event table: onset, then type, leg, muscle, first channel.
[[nodiscard]] bool comes_before(const Event& a, const Event& b);

}  // namespace calfemg::core
