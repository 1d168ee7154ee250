// SPDX-License-Identifier: Apache-2.0
#include "report/summary_text.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/text.hpp"
#include "report/summary_limits.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::EventType;
using core::Grade;
using Events = std::vector<const core::Event*>;

constexpr std::size_t kMostNamedCramps = 3;
constexpr double kSecondsPerMinute = 60.0;
constexpr double kTenMinutes = 600.0;
constexpr double kGoodSignal = 0.9;
constexpr double kFairSignal = 0.7;
constexpr std::array<Grade, 3> kGrades{Grade::definite, Grade::probable, Grade::possible};

// "one definite", "two probable", ...; empty for grades that do not occur.
std::vector<std::string> grade_counts(const Events& cramps) {
  std::vector<std::string> parts;
  for (const auto grade : kGrades) {
    const auto count = static_cast<std::size_t>(
        std::count_if(cramps.begin(), cramps.end(), [grade](const auto* cramp) {
          return cramp->grade == grade;
        }));
    if (count > 0) parts.push_back(number_word(count) + " " + std::string(core::name(grade)));
  }
  return parts;
}

std::string one_cramp(const Session& session, const core::Event& cramp) {
  const std::string when = session.clock.knows_time_of_day()
                               ? "at " + session.clock.at(cramp.onset_s)
                               : session.clock.in_full(cramp.onset_s);
  return "in " + place_phrase(cramp.leg, cramp.muscle) + " " + when + ", lasting " +
         duration_text(cramp.duration_s);
}

std::string graded(const core::Event& cramp) {
  return cramp.grade == Grade::none ? "ungraded" : std::string(core::name(cramp.grade));
}

std::string few_cramps(const Session& session, const Events& cramps) {
  if (cramps.size() == 1)
    return "One " + graded(*cramps.front()) + " cramp was found " +
           one_cramp(session, *cramps.front()) + ".";
  std::vector<std::string> parts;
  for (const auto* cramp : cramps)
    parts.push_back("one " + graded(*cramp) + " " + one_cramp(session, *cramp));
  return capitalised(count_phrase(cramps.size(), "cramp")) +
         " were found: " + core::join(parts, "; ") + ".";
}

std::string many_cramps(const Events& cramps) {
  std::map<std::pair<std::optional<core::Leg>, core::Muscle>, Events> by_place;
  for (const auto* cramp : cramps)
    by_place[{cramp->leg, cramp->muscle}].push_back(cramp);
  std::vector<std::string> parts;
  for (const auto& [place, here] : by_place) {
    std::string part = number_word(here.size()) + " in " + place_phrase(place.first, place.second);
    const auto grades = grade_counts(here);
    if (!grades.empty()) part += " (" + core::join(grades, ", ") + ")";
    parts.push_back(part);
  }
  return capitalised(count_phrase(cramps.size(), "cramp")) +
         " were found: " + core::join(parts, "; ") + ".";
}

std::string heads_phrase(const Session& session) {
  std::vector<std::string> heads;
  for (const auto& place : places_of(session)) {
    if (place.muscle != core::Muscle::tibialis_anterior)
      heads.push_back(place_phrase(place.leg, place.muscle));
  }
  return heads.empty() ? "the recorded muscles" : enumeration(heads);
}

std::string no_cramp(const Session& session) {
  return "No cramp was found in " + duration_text(session.findings().usable_s) +
         " of usable signal from " + heads_phrase(session) + ".";
}

std::string cramp_sentence(const Session& session) {
  const auto cramps = session.events_of(EventType::cramp);
  std::string text;
  if (cramps.empty()) {
    text = no_cramp(session);
  } else {
    text = cramps.size() <= kMostNamedCramps ? few_cramps(session, cramps) : many_cramps(cramps);
  }
  const std::size_t rejected = session.events_of(EventType::rejected_cramp).size();
  if (rejected == 0) return text;
  return text + " " + capitalised(count_phrase(rejected, "candidate")) +
         (rejected == 1 ? " was" : " were") + " turned down; the reasons are listed below.";
}

std::string tension_sentence(const Session& session) {
  const auto periods = session.events_of(EventType::tension);
  if (periods.empty()) return "No period of elevated tension was found.";
  double total = 0.0;
  std::map<std::pair<std::optional<core::Leg>, core::Muscle>, double> by_place;
  for (const auto* period : periods) {
    total += period->duration_s;
    by_place[{period->leg, period->muscle}] += period->duration_s;
  }
  const auto most =
      std::max_element(by_place.begin(), by_place.end(), [](const auto& a, const auto& b) {
        return a.second < b.second;
      });
  std::string text = "Elevated tension lasted " + duration_text(total) + " in " +
                     count_phrase(periods.size(), "period");
  const std::string where = place_phrase(most->first.first, most->first.second);
  if (by_place.size() == 1) return text + ", all in " + where + ".";
  return text + " (heads added up), most of it in " + where + " (" + duration_text(most->second) +
         ").";
}

std::string derivation_clause(const Session& session) {
  std::vector<std::string> other;
  bool any_standard = false;
  for (const auto& leg : session.findings().legs) {
    any_standard = any_standard || leg.standard_derivation;
    const bool known = std::find(other.begin(), other.end(), leg.derivation) != other.end();
    if (!leg.standard_derivation && !leg.derivation.empty() && !known)
      other.push_back(leg.derivation);
  }
  if (other.empty()) return ", scored on tibialis anterior";
  std::string muscles = enumeration(other);
  std::replace(muscles.begin(), muscles.end(), '_', ' ');
  return std::string(any_standard ? ", partly" : ",") + " scored on " + muscles +
         ": a non-standard derivation, because the rules are written for tibialis anterior";
}

std::string movement_sentence(const Session& session) {
  std::vector<std::string> counts;
  for (const auto& leg : session.findings().legs) {
    if (leg.derivation.empty()) continue;
    counts.push_back(std::to_string(leg.leg_movements) + " in " +
                     place_phrase(leg.leg, core::Muscle::none));
  }
  if (counts.empty()) return "Leg movements were not scored.";
  return "Leg movements: " + enumeration(counts) + derivation_clause(session) + ".";
}

std::string worst_kind(const core::ChannelSummary& channel) {
  const auto& kinds = channel.excluded_by_kind_s;
  const auto most = std::max_element(
      kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == kinds.end() || !(most->second > 0.0)) return {};
  return ", mostly " + artifact_phrase(most->first);
}

// One word for the share that could be used.
std::string_view state_of_signal(double share) {
  if (share >= kGoodSignal) return "good";
  return share >= kFairSignal ? "fair" : "poor";
}

std::string signal_sentence(const Session& session) {
  const double share = session.findings().usable_s / session.duration_s;
  std::string text = "The signal is " + std::string(state_of_signal(share)) + ": of " +
                     duration_text(session.duration_s) + " of recording, " + percent_text(share) +
                     " of the signal was usable";
  const auto views = channel_views(session);
  const core::ChannelSummary* worst = nullptr;
  const core::ChannelTable* worst_table = nullptr;
  for (const auto& view : views) {
    if (view.summary == nullptr) continue;
    if (worst != nullptr && worst->usable_s <= view.summary->usable_s) continue;
    worst = view.summary;
    worst_table = view.table;
  }
  if (views.size() < 2 || worst == nullptr || !(worst->excluded_s > 0.0)) return text + ".";
  return text + " on average, least in " + channel_label(*worst_table) + " (" +
         percent_text(worst->usable_s / session.duration_s) + worst_kind(*worst) + ").";
}

}  // namespace

NightSummary night_summary(const Session& session) {
  NightSummary summary;
  summary.limits = limits_of_certainty(session);
  if (!(session.findings().usable_s > 0.0)) {
    summary.sentences = {
        "No channel holds usable signal, so nothing can be said about cramps, tension or leg "
        "movements."};
    return summary;
  }
  summary.sentences = {cramp_sentence(session),
                       tension_sentence(session) + " " + movement_sentence(session),
                       signal_sentence(session)};
  return summary;
}

std::vector<Tile> summary_tiles(const Session& session) {
  const auto& findings = session.findings();
  const auto cramps = session.events_of(EventType::cramp);
  const auto tension = session.events_of(EventType::tension);
  double tension_s = 0.0;
  for (const auto* period : tension)
    tension_s += period->duration_s;
  int movements = 0;
  bool standard = true;
  bool scored = false;
  for (const auto& leg : findings.legs) {
    if (leg.derivation.empty()) continue;
    scored = true;
    movements += leg.leg_movements;
    standard = standard && leg.standard_derivation;
  }
  const std::string grades = core::join(grade_counts(cramps), ", ");
  return {
      {"Cramps", std::to_string(cramps.size()), grades.empty() ? "none found" : grades},
      {"Elevated tension",
       core::fixed_text(tension_s / kSecondsPerMinute, tension_s < kTenMinutes ? 1 : 0) + " min",
       "in " + count_phrase(tension.size(), "period")},
      {"Leg movements",
       scored ? std::to_string(movements) : "\xE2\x80\x93",
       !scored    ? "not scored"
       : standard ? "tibialis anterior"
                  : "non-standard derivation"},
      {"Usable signal",
       percent_text(findings.usable_s / session.duration_s),
       "of " + duration_text(session.duration_s)}};
}

}  // namespace calfemg::report
