// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "detect/plm.hpp"

namespace calfemg::detect {

/// A group of stages that indices are given for.
struct StageGroup {
  std::string_view name;
  bool (*has)(core::SleepStage stage);
};

/// All, sleep, wake, each stage of sleep, and non-REM sleep together.
inline constexpr std::array<StageGroup, 8> kStageGroups{{
    {"all", [](core::SleepStage) { return true; }},
    {"sleep", &core::is_sleep},
    {"wake", [](core::SleepStage stage) { return stage == core::SleepStage::wake; }},
    {"n1", [](core::SleepStage stage) { return stage == core::SleepStage::n1; }},
    {"n2", [](core::SleepStage stage) { return stage == core::SleepStage::n2; }},
    {"n3", [](core::SleepStage stage) { return stage == core::SleepStage::n3; }},
    {"rem", [](core::SleepStage stage) { return stage == core::SleepStage::rem; }},
    {"nrem",
     [](core::SleepStage stage) {
       return core::is_sleep(stage) && stage != core::SleepStage::rem;
     }},
}};

/// A kind or a side of movements that is counted.
struct MovementGroup {
  std::string_view name;
  std::string_view meaning;
  bool (*has)(const ScoredMovement& movement);
};

/// clm, plm, ... with and without respiratory and arousal association.
inline constexpr std::array<MovementGroup, 12> kMovementKinds{{
    {"clm", "candidate leg movements", [](const auto& m) { return m.type == MovementClass::clm; }},
    {"clm_respiratory",
     "of them with a respiratory event",
     [](const auto& m) { return m.type == MovementClass::clm && m.respiratory; }},
    {"clm_not_respiratory",
     "of them without",
     [](const auto& m) { return m.type == MovementClass::clm && !m.respiratory; }},
    {"plm", "in a periodic series", [](const auto& m) { return m.all.is_member(); }},
    {"plm_arousal",
     "of them with an arousal",
     [](const auto& m) { return m.all.is_member() && m.arousal; }},
    {"plm_not_respiratory",
     "in a series of movements without respiratory event",
     [](const auto& m) { return m.not_respiratory.is_member(); }},
    {"plm_not_respiratory_arousal",
     "of them with an arousal",
     [](const auto& m) { return m.not_respiratory.is_member() && m.arousal; }},
    {"clm_outside_series",
     "candidate leg movements in no series",
     [](const auto& m) { return m.type == MovementClass::clm && !m.all.is_member(); }},
    {"non_clm",
     "too long or with too many parts",
     [](const auto& m) { return m.type == MovementClass::non_clm; }},
    {"non_clm_respiratory",
     "of them with a respiratory event",
     [](const auto& m) { return m.type == MovementClass::non_clm && m.respiratory; }},
    {"non_clm_not_respiratory",
     "of them without",
     [](const auto& m) { return m.type == MovementClass::non_clm && !m.respiratory; }},
    {"not_scored",
     "left out by the rules (AASM: awake, respiratory, too long)",
     [](const auto& m) { return m.type == MovementClass::not_scored; }},
}};

inline constexpr std::array<MovementGroup, 5> kMovementSides{{
    {"any", "either leg or both", [](const auto&) { return true; }},
    {"left", "left leg alone", [](const auto& m) { return m.side == Side::left; }},
    {"right", "right leg alone", [](const auto& m) { return m.side == Side::right; }},
    {"bilateral", "both legs", [](const auto& m) { return m.side == Side::bilateral; }},
    {"one_leg", "one leg alone", [](const auto& m) { return m.side != Side::bilateral; }},
}};

}  // namespace calfemg::detect
