// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/event.hpp"
#include "core/role.hpp"

namespace calfemg::exporting {

/// A word that a file uses and what it means.
struct Level {
  std::string_view word;
  std::string_view meaning;
};

/// Leg of an event that is not bound to one leg.
inline constexpr std::string_view kBothLegs = "both";

/// "upper", "lower", and "whole" where the head has a single channel: in a file the empty word
/// would be taken for a missing one.
[[nodiscard]] std::string_view site_word(core::Site site);
[[nodiscard]] std::optional<core::Site> site_from_word(std::string_view word);

/// Words of the columns leg, muscle, site, grade, stage and trial_type, with their meaning.
inline constexpr std::array<Level, 3> kLegLevels{{
    {"left", "left leg"},
    {"right", "right leg"},
    {kBothLegs, "both legs, or not bound to a leg"},
}};
inline constexpr std::array<Level, 4> kMuscleLevels{{
    {"gastrocnemius_medialis", "medial head of the gastrocnemius (GM)"},
    {"gastrocnemius_lateralis", "lateral head of the gastrocnemius (GL)"},
    {"soleus", "soleus (SOL)"},
    {"tibialis_anterior", "tibialis anterior (TA)"},
}};
inline constexpr std::array<Level, 3> kSiteLevels{{
    {"upper", "upper (proximal) site of the head"},
    {"lower", "lower (distal) site of the head"},
    {"whole", "the head has a single channel"},
}};
inline constexpr std::array<Level, 3> kGradeLevels{{
    {"definite", "tonic and focal, with an awakening or a patient marker"},
    {"probable", "tonic, and focal or otherwise typical"},
    {"possible", "short or doubtful"},
}};
inline constexpr std::array<Level, 6> kStageLevels{{
    {"W", "wake"},
    {"N1", "non-REM 1"},
    {"N2", "non-REM 2"},
    {"N3", "non-REM 3"},
    {"REM", "REM sleep"},
    {"unscored", "not scored, or no hypnogram"},
}};
inline constexpr std::array<Level, 10> kTypeLevels{{
    {"cramp", "involuntary sustained discharge of a gastrocnemius head or of the soleus"},
    {"rejected_cramp", "cramp candidate that was turned down; kind and reasons say why"},
    {"tension", "sustained activity above the rest level and below a cramp, 60 s or longer"},
    {"lm", "leg movement by the AASM/WASM amplitude rule"},
    {"plm", "member of a periodic series; the same movement stands beside it as lm"},
    {"lmm", "large muscle-group movement"},
    {"hflm", "rhythmic train of leg movements at 0.3 to 4 Hz"},
    {"fasciculation", "isolated brief potentials"},
    {"contraction", "sustained voluntary-like contraction that is not a cramp"},
    {"artifact", "not from the muscle; kind says from where"},
}};

}  // namespace calfemg::exporting
