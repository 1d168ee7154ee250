// SPDX-License-Identifier: Apache-2.0
#include "report/event_cards.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "report/event_figure.hpp"
#include "report/event_surroundings.hpp"
#include "report/evidence.hpp"
#include "report/excerpt_figure.hpp"
#include "report/measure_words.hpp"

namespace calfemg::report {
namespace {

// The page stays small however many cramps there are: figures share a budget of columns, and
// beyond a point (which no real night comes near) cards have no figure.
constexpr std::size_t kColumnsOfAllFigures = 4000;
constexpr std::size_t kMostColumns = 280;
constexpr std::size_t kFewestColumns = 30;
constexpr std::size_t kMostFigures = 80;

void add_facts(EventCard& card, const Session& session, const core::Event& event) {
  card.facts.push_back({"Duration", duration_text(event.duration_s)});
  const std::string sites = sites_phrase(event.sites);
  if (!sites.empty()) card.facts.push_back({"Sites", sites});
  if (session.recording().hypnogram)
    card.facts.push_back({"Stage at onset", std::string(core::name(event.stage))});
  if (!std::isnan(event.confidence))
    card.facts.push_back({"Confidence", core::fixed_text(event.confidence, 2)});
  for (const auto& measure : event.measures) {
    if (std::isnan(measure.value)) continue;
    auto& list = prominence(measure.name) == Prominence::key ? card.facts : card.measures;
    list.push_back(measure_text(measure));
  }
}

// For the order of the cards; those without a confidence come last.
double claim_of(const core::Event& event) {
  return std::isnan(event.confidence) ? -1.0 : event.confidence;
}

EventCard card_of(const Session& session, const core::Event& event) {
  EventCard card;
  const bool rejected = event.type == core::EventType::rejected_cramp;
  card.grade = rejected ? "rejected" : std::string(core::name(event.grade));
  std::string kind = card.grade.empty() ? "cramp" : card.grade + " cramp";
  if (rejected) kind = "turned-down candidate";
  card.title = capitalised(kind) + " in " + place_phrase(event.leg, event.muscle);
  card.when = session.clock.in_full(event.onset_s);
  add_facts(card, session, event);
  const std::string order = order_text(event);
  if (!order.empty()) card.story.push_back({"Order", order});
  card.story.push_back({"30 minutes before", before_text(session, event)});
  card.story.push_back({"60 minutes after", after_text(session, event)});
  card.reasons = plain_reasons(event);
  card.evidence = html(evidence_table(event));
  if (const auto* excerpt = excerpt_of(session, event)) card.excerpt = excerpt_figure(*excerpt);
  return card;
}

int columns_of_each(std::size_t figures) {
  const std::size_t share = kColumnsOfAllFigures / std::max<std::size_t>(1, figures);
  return static_cast<int>(std::clamp(share, kFewestColumns, kMostColumns));
}

}  // namespace

std::vector<EventCard> cramp_cards(const Session& session) {
  const auto cramps = session.events_of(core::EventType::cramp);
  const int columns = columns_of_each(cramps.size());
  std::vector<EventCard> cards;
  cards.reserve(cramps.size());
  for (const auto* cramp : cramps) {
    EventCard card = card_of(session, *cramp);
    card.number = std::to_string(cards.size() + 1);
    if (cards.size() < kMostFigures) card.figure = event_figure(session, *cramp, columns);
    cards.push_back(std::move(card));
  }
  return cards;
}

std::vector<EventCard> rejected_cards(const Session& session) {
  auto events = session.events_of(core::EventType::rejected_cramp);
  std::stable_sort(events.begin(), events.end(), [](const auto* a, const auto* b) {
    return claim_of(*a) > claim_of(*b);
  });
  if (events.size() > kMostRejectedCards) events.resize(kMostRejectedCards);
  std::vector<EventCard> cards;
  cards.reserve(events.size());
  for (const auto* event : events) {
    EventCard card = card_of(session, *event);
    card.number = "R" + std::to_string(cards.size() + 1);
    card.figure = event_figure(session, *event, columns_of_each(2 * events.size()));
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace calfemg::report
