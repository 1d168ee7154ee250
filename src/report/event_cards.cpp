// SPDX-License-Identifier: Apache-2.0
#include "report/event_cards.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "report/event_figure.hpp"

namespace calfemg::report {
namespace {

// The page stays small however many cramps there are: figures share a budget of columns, and
// beyond a point (which no real night comes near) cards have no figure.
constexpr std::size_t kColumnsOfAllFigures = 8000;
constexpr std::size_t kMostColumns = 280;
constexpr std::size_t kFewestColumns = 30;
constexpr std::size_t kMostFigures = 250;

EventCard card_of(const Session& session, const core::Event& event) {
  EventCard card;
  card.grade = core::name(event.grade);
  const std::string kind = card.grade.empty() ? "cramp" : card.grade + " cramp";
  card.title = capitalised(kind) + " in " + place_phrase(event.leg, event.muscle);
  card.when = session.clock.in_full(event.onset_s);
  card.facts.push_back({"Duration", duration_text(event.duration_s)});
  const std::string sites = sites_phrase(event.sites);
  if (!sites.empty()) card.facts.push_back({"Sites", sites});
  if (session.recording().hypnogram)
    card.facts.push_back({"Stage at onset", std::string(core::name(event.stage))});
  if (!std::isnan(event.confidence))
    card.facts.push_back({"Confidence", core::fixed_text(event.confidence, 2)});
  for (const auto& measure : event.measures) {
    if (!std::isnan(measure.value)) card.facts.push_back(measure_text(measure));
  }
  for (const auto& reason : event.reasons)
    card.reasons.push_back(sentence(reason));
  return card;
}

}  // namespace

std::vector<EventCard> event_cards(const Session& session) {
  const auto cramps = session.events_of(core::EventType::cramp);
  const std::size_t share = kColumnsOfAllFigures / std::max<std::size_t>(1, cramps.size());
  const auto columns = static_cast<int>(std::clamp(share, kFewestColumns, kMostColumns));
  std::vector<EventCard> cards;
  for (const auto* cramp : cramps) {
    EventCard card = card_of(session, *cramp);
    card.number = std::to_string(cards.size() + 1);
    if (cards.size() < kMostFigures) card.figure = event_figure(session, *cramp, columns);
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace calfemg::report
