// SPDX-License-Identifier: Apache-2.0
#include "report/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace calfemg::report {
namespace {

using core::EventType;
using core::Muscle;

constexpr std::array<std::string_view, 13> kNumberWords{"no",
                                                        "one",
                                                        "two",
                                                        "three",
                                                        "four",
                                                        "five",
                                                        "six",
                                                        "seven",
                                                        "eight",
                                                        "nine",
                                                        "ten",
                                                        "eleven",
                                                        "twelve"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kArtifactPhrases{{
    {"mains", "mains interference"},
    {"motion", "motion"},
    {"pop", "electrode pop"},
    {"clip", "clipping"},
    {"flat", "flat line"},
    {"lead_off", "electrode off"},
    {"ecg", "ECG"},
    {"dropout", "dropout"},
    {"gain_step", "gain step"},
    {"gap", "gap"},
    {"settling", "filter settling"},
    {"", "unspecified"},
}};

constexpr double kTen = 10.0;

}  // namespace

std::string_view muscle_phrase(Muscle muscle) {
  switch (muscle) {
    case Muscle::gastrocnemius_medialis:
      return "medial head";
    case Muscle::gastrocnemius_lateralis:
      return "lateral head";
    case Muscle::soleus:
      return "soleus";
    case Muscle::tibialis_anterior:
      return "tibialis anterior";
    case Muscle::none:
      break;
  }
  return "";
}

std::string place_phrase(const std::optional<core::Leg>& leg, Muscle muscle) {
  if (!leg && muscle == Muscle::none) return "both legs";
  const std::string side = leg ? std::string(core::name(*leg)) : "left and right";
  if (muscle == Muscle::none) return "the " + side + " leg";
  const std::string part(muscle_phrase(muscle));
  if (core::is_gastrocnemius(muscle)) return "the " + part + " of the " + side + " gastrocnemius";
  return "the " + side + " " + part;
}

std::string place_title(const std::optional<core::Leg>& leg, Muscle muscle) {
  const std::string side = leg ? std::string(core::name(*leg)) : "both legs";
  if (muscle == Muscle::none) return leg ? capitalised(side) + " leg" : capitalised(side);
  return capitalised(side) + " " + std::string(muscle_phrase(muscle)) + " (" +
         std::string(core::code(muscle)) + ")";
}

std::string role_title(const core::Role& role) {
  std::string text = place_title(role.leg, role.muscle);
  if (role.site != core::Site::whole) text += ", " + std::string(core::name(role.site));
  return text;
}

std::string sites_phrase(std::span<const core::Site> sites) {
  std::vector<std::string> names;
  for (const auto site : sites) {
    if (site != core::Site::whole) names.emplace_back(core::name(site));
  }
  if (names.empty()) return {};
  return enumeration(names) + (names.size() > 1 ? " sites" : " site");
}

std::string_view event_phrase(EventType type) {
  switch (type) {
    case EventType::cramp:
      return "cramp";
    case EventType::rejected_cramp:
      return "turned-down candidate";
    case EventType::tension:
      return "elevated tension";
    case EventType::lm:
      return "leg movement";
    case EventType::plm:
      return "periodic leg movement";
    case EventType::lmm:
      return "large muscle-group movement";
    case EventType::hflm:
      return "high-frequency leg movement";
    case EventType::fasciculation:
      return "fasciculation";
    case EventType::contraction:
      return "contraction";
    case EventType::artifact:
      break;
  }
  return "artefact";
}

std::string artifact_phrase(std::string_view kind) {
  for (const auto& [code, phrase] : kArtifactPhrases) {
    if (code == kind) return std::string(phrase);
  }
  return std::string(kind);
}

std::string number_word(std::size_t count) {
  return count < kNumberWords.size() ? std::string(kNumberWords.at(count)) : std::to_string(count);
}

std::string count_phrase(std::size_t count, std::string_view noun) {
  std::string text = number_word(count) + " " + std::string(noun);
  if (count > 1) text += 's';
  return text;
}

std::string enumeration(std::span<const std::string> parts) {
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front();
  std::string text = core::join(parts.first(parts.size() - 1), ", ");
  text += " and ";
  text += parts.back();
  return text;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string sentence(std::string text) {
  text = capitalised(std::move(text));
  constexpr std::string_view kEnds = ".!?";
  if (!text.empty() && kEnds.find(text.back()) == std::string_view::npos) text.push_back('.');
  return text;
}

std::string sentences(std::span<const std::string> texts) {
  std::vector<std::string> parts;
  for (const auto& text : texts)
    parts.push_back(sentence(text));
  return core::join(parts, " ");
}

std::string percent_text(double fraction) {
  if (std::isnan(fraction)) return "n/a";
  const double percent = fraction * 100.0;
  const bool near_nothing = percent > 0.0 && percent < 1.0;
  const bool near_all = percent > 99.0 && percent < 100.0;  // NOLINT(readability-magic-numbers)
  return core::fixed_text(percent, near_nothing || near_all ? 1 : 0) + "\xC2\xA0%";
}

std::string figures_text(double value) {
  const double size = std::abs(value);
  if (size >= 100.0) return core::fixed_text(value, 0);
  if (size >= kTen) return core::fixed_text(value, 1);
  return core::fixed_text(value, 2);
}

}  // namespace calfemg::report
