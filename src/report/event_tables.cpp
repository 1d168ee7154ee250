// SPDX-License-Identifier: Apache-2.0
#include "report/event_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/text.hpp"
#include "report/measure_words.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::EventType;
using Events = std::vector<const core::Event*>;

constexpr std::size_t kMostMeasures = 6;
constexpr double kSecondsPerHour = 3600.0;
constexpr const char* kEventsFile = "events.tsv";
constexpr const char* kDash = "\xE2\x80\x93";

// In the order of the detector, as many as fit beside the rest.
std::vector<std::string> measure_names(const Events& events) {
  std::vector<std::string> names;
  for (const auto* event : events) {
    for (const auto& measure : event->measures) {
      const bool known = std::find(names.begin(), names.end(), measure.name) != names.end();
      if (!known && names.size() < kMostMeasures) names.push_back(measure.name);
    }
  }
  return names;
}

void add_measures(Table& table, const std::vector<std::string>& names) {
  for (const auto& name : names)
    table.columns.push_back({measure_text({name, 0.0}).name, true});
}

void add_measures(std::vector<Cell>& row,
                  const std::vector<std::string>& names,
                  const core::Event& event) {
  for (const auto& name : names)
    row.push_back({measure_text({name, event.measure(name)}).value});
}

std::vector<Cell> beginning(const Session& session, const core::Event& event) {
  return {{session.clock.at(event.onset_s)},
          {place_title(event.leg, event.muscle), sites_phrase(event.sites)},
          {duration_text(event.duration_s)}};
}

std::string stage_text(const Session& session, const core::Event& event) {
  return session.recording().hypnogram ? std::string(core::name(event.stage)) : kDash;
}

std::string rate_text(std::size_t count, double seconds) {
  if (!(seconds > 0.0)) return kDash;
  return core::fixed_text(static_cast<double>(count) * kSecondsPerHour / seconds, 1);
}

std::string code_as_words(const std::string& code) {
  std::string text = code;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text.empty() ? kDash : text;
}

struct MovementCounts {
  std::size_t periodic = 0;
  std::size_t asleep = 0;
};

MovementCounts movement_counts(const Session& session, core::Leg leg) {
  MovementCounts counts;
  for (const auto& event : session.findings().events) {
    if (event.leg && *event.leg != leg) continue;
    if (event.type == EventType::plm) ++counts.periodic;  // stands beside its lm
    if (event.type == EventType::lm && core::is_sleep(event.stage)) ++counts.asleep;
  }
  return counts;
}

}  // namespace

Table rejected_table(const Session& session) {
  const auto events = session.events_of(EventType::rejected_cramp);
  const auto names = measure_names(events);
  Table table{.caption = "Candidates that were turned down"};
  table.columns = {{"Onset"}, {"Where"}, {"Duration", true}, {"Turned down as"}, {"Reasons"}};
  add_measures(table, names);
  for (const auto* event : events) {
    auto row = beginning(session, *event);
    row.push_back({code_as_words(event->kind)});
    row.push_back({sentences(event->reasons)});
    add_measures(row, names, *event);
    table.rows.push_back(std::move(row));
  }
  limit_rows(table, kEventsFile);
  return table;
}

Table tension_table(const Session& session) {
  const auto events = session.events_of(EventType::tension);
  const auto names = measure_names(events);
  Table table{.caption = "Periods of elevated tension"};
  table.columns = {{"Onset"}, {"Where"}, {"Duration", true}, {"Stage"}};
  add_measures(table, names);
  const bool reasoned = std::any_of(
      events.begin(), events.end(), [](const auto* event) { return !event->reasons.empty(); });
  if (reasoned) table.columns.push_back({"Reasons"});
  for (const auto* event : events) {
    auto row = beginning(session, *event);
    row.push_back({stage_text(session, *event)});
    add_measures(row, names, *event);
    if (reasoned) row.push_back({sentences(event->reasons)});
    table.rows.push_back(std::move(row));
  }
  limit_rows(table, kEventsFile);
  return table;
}

Table movement_table(const Session& session) {
  Table table{.caption = "Leg movements"};
  table.columns = {{"Leg"},
                   {"Movements", true},
                   {"In a periodic series", true},
                   {"Per hour of sleep, onset in sleep", true},
                   {"Per hour of recording", true},
                   {"Derivation"}};
  for (const auto& leg : session.findings().legs) {
    if (leg.derivation.empty()) continue;
    const auto counts = movement_counts(session, leg.leg);
    const auto count = static_cast<std::size_t>(std::max(0, leg.leg_movements));
    table.rows.push_back({{place_title(leg.leg, core::Muscle::none)},
                          {std::to_string(count)},
                          {std::to_string(counts.periodic)},
                          {rate_text(counts.asleep, session.findings().sleep_s)},
                          {rate_text(count, session.duration_s)},
                          {code_as_words(leg.derivation),
                           leg.standard_derivation ? "" : "non-standard derivation"}});
  }
  return table;
}

Table other_activity_table(const Session& session) {
  constexpr std::array<EventType, 4> kTypes{
      EventType::lmm, EventType::hflm, EventType::contraction, EventType::fasciculation};
  Table table{.caption = "Other activity"};
  table.columns = {{"Kind"}, {"Left", true}, {"Right", true}, {"Both", true}, {"Total time", true}};
  for (const auto type : kTypes) {
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t both = 0;
    double seconds = 0.0;
    for (const auto* event : session.events_of(type)) {
      seconds += event->duration_s;
      auto& count = !event->leg ? both : *event->leg == core::Leg::left ? left : right;
      ++count;
    }
    if (left + right + both == 0) continue;
    table.rows.push_back({{capitalised(std::string(event_phrase(type)))},
                          {std::to_string(left)},
                          {std::to_string(right)},
                          {std::to_string(both)},
                          {duration_text(seconds)}});
  }
  return table;
}

Table artifact_table(const Session& session) {
  std::set<std::string> kinds;
  for (const auto& channel : session.findings().channels) {
    for (const auto& [kind, seconds] : channel.excluded_by_kind_s)
      kinds.insert(kind);
  }
  Table table{.caption = "Excluded signal by channel and kind, in seconds"};
  if (kinds.empty()) return table;
  table.columns = {{"Channel"}, {"Excluded in all", true}};
  for (const auto& kind : kinds)
    table.columns.push_back({capitalised(artifact_phrase(kind)), true});
  for (const auto& view : channel_views(session)) {
    if (view.summary == nullptr) continue;
    std::vector<Cell> row{{channel_label(*view.table)},
                          {core::fixed_text(view.summary->excluded_s, 1)}};
    for (const auto& kind : kinds) {
      const auto found = view.summary->excluded_by_kind_s.find(kind);
      const bool none = found == view.summary->excluded_by_kind_s.end();
      row.push_back({none ? kDash : core::fixed_text(found->second, 1)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace calfemg::report
