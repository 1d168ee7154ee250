// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/session_result.hpp"

namespace calfemg::report {

/// "the medial head of the left gastrocnemius", "the left soleus"; "both legs" without a leg.
[[nodiscard]] std::string place_phrase(const std::optional<core::Leg>& leg, core::Muscle muscle);

/// "Left medial head (GM)", "Right tibialis anterior (TA)": row and lane titles.
[[nodiscard]] std::string place_title(const std::optional<core::Leg>& leg, core::Muscle muscle);

/// The same with the site, where the head has several.
[[nodiscard]] std::string role_title(const core::Role& role);

/// "medial head", "lateral head", "soleus", "tibialis anterior"; "" for none.
[[nodiscard]] std::string_view muscle_phrase(core::Muscle muscle);

/// "upper and lower site", "upper site"; "" when the head has a single channel.
[[nodiscard]] std::string sites_phrase(std::span<const core::Site> sites);

/// What a person calls the event: "cramp", "turned-down candidate", "leg movement", ...
[[nodiscard]] std::string_view event_phrase(core::EventType type);

/// "mains", "clip", "lead_off" -> "mains interference", "clipping", "electrode off".
[[nodiscard]] std::string artifact_phrase(std::string_view kind);

/// "no", "one" ... "twelve", then digits.
[[nodiscard]] std::string number_word(std::size_t count);

/// number_word and the noun: "no cramp", "one cramp", "three cramps".
[[nodiscard]] std::string count_phrase(std::size_t count, std::string_view noun);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string enumeration(std::span<const std::string> parts);

[[nodiscard]] std::string capitalised(std::string text);

/// Detectors give reasons as clauses; readers get sentences: a capital first, a full stop last.
[[nodiscard]] std::string sentence(std::string text);

/// All of them as sentences, one after the other.
[[nodiscard]] std::string sentences(std::span<const std::string> texts);

/// "93 %"; below one percent and just below all of it with a decimal; "n/a" for NaN.
[[nodiscard]] std::string percent_text(double fraction);

/// "0.84", "4.2", "145": about three figures; "n/a" for NaN.
[[nodiscard]] std::string figures_text(double value);

/// A fact for reading: "Peak" / "145 uV".
struct NamedValue {
  std::string name;
  std::string value;
};

}  // namespace calfemg::report
