// SPDX-License-Identifier: Apache-2.0
#include "export/event_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

using core::Event;

// Assigns what was understood; false when there is nothing to assign.
template <class Value>
bool take(Value& target, const std::optional<Value>& value) {
  if (value) target = *value;
  return value.has_value();
}

bool read_number(double& target, std::string_view cell) {
  if (cell == kNotAvailable) {
    target = core::kMissing;
    return true;
  }
  return take(target, core::number_from_text(cell));
}

bool read_time(double& target, std::string_view cell) {
  return take(target, core::number_from_text(cell));
}

bool read_leg(Event& event, std::string_view cell) {
  event.leg = core::leg_from_name(cell);
  return event.leg.has_value() || cell == kBothLegs;
}

bool read_muscle(Event& event, std::string_view cell) {
  return take(event.muscle, core::muscle_from_name(text_from_cell(cell)));
}

std::string sites_cell(const Event& event) {
  std::vector<std::string> names;
  for (const auto site : event.sites)
    names.emplace_back(site_word(site));
  return list_cell(names, ',');
}

bool read_sites(Event& event, std::string_view cell) {
  for (const auto& text : list_from_cell(cell, ',')) {
    const auto site = site_from_word(text);
    if (!site) return false;
    event.sites.push_back(*site);
  }
  return true;
}

bool read_stage(Event& event, std::string_view cell) {
  const auto* const found = std::find_if(core::kSleepStages.begin(),
                                         core::kSleepStages.end(),
                                         [cell](auto stage) { return core::name(stage) == cell; });
  if (found == core::kSleepStages.end()) return false;
  event.stage = *found;
  return true;
}

bool has_column(std::string_view measure_name) {
  const auto columns = measure_columns();
  return std::any_of(columns.begin(), columns.end(), [measure_name](const MeasureColumn& column) {
    return column.name == measure_name;
  });
}

std::string other_measures_cell(const Event& event) {
  std::vector<std::string> parts;
  for (const auto& measure : event.measures) {
    if (has_column(measure.name) || !std::isfinite(measure.value)) continue;
    parts.push_back(measure.name + "=" + core::number_text(measure.value));
  }
  return list_cell(parts, ';');
}

bool read_other_measures(Event& event, std::string_view cell) {
  for (const auto& part : list_from_cell(cell, ';')) {
    const auto equals = part.rfind('=');
    if (equals == std::string::npos) return false;
    const auto value = core::number_from_text(std::string_view(part).substr(equals + 1));
    if (!value) return false;
    event.measures.push_back({part.substr(0, equals), *value});
  }
  return true;
}

constexpr std::array<EventColumn, 11> kLeading{{
    {"onset",
     "s",
     "Begin of the event, from the start of the recording, to the millisecond.",
     [](const Event& e) { return number_cell(to_millisecond(e.onset_s)); },
     [](Event& e, std::string_view cell) { return read_time(e.onset_s, cell); }},
    {"duration",
     "s",
     "Length of the event, to the millisecond.",
     [](const Event& e) { return number_cell(to_millisecond(e.duration_s)); },
     [](Event& e, std::string_view cell) { return read_time(e.duration_s, cell); }},
    {"trial_type",
     "",
     "What happened.",
     [](const Event& e) { return std::string(core::name(e.type)); },
     [](Event& e, std::string_view cell) {
       return take(e.type, core::event_type_from_name(cell));
     }},
    {"leg",
     "",
     "Leg in which it happened.",
     [](const Event& e) { return std::string(e.leg ? core::name(*e.leg) : kBothLegs); },
     read_leg},
    {"muscle",
     "",
     "Muscle (SENIAM name); n/a for an event that is not bound to one muscle.",
     [](const Event& e) { return text_cell(core::name(e.muscle)); },
     read_muscle},
    {"sites",
     "",
     "Sites of the head that took part, the first active one first, separated by commas.",
     sites_cell,
     read_sites},
    {"channel",
     "",
     "Channels in which it was found, separated by commas; a comma or backslash inside a name has "
     "a backslash in front.",
     [](const Event& e) { return list_cell(e.channels, ','); },
     [](Event& e, std::string_view cell) {
       e.channels = list_from_cell(cell, ',');
       return true;
     }},
    {"grade",
     "",
     "How sure a cramp is; n/a for every other type.",
     [](const Event& e) { return text_cell(core::name(e.grade)); },
     [](Event& e, std::string_view cell) {
       return take(e.grade, core::grade_from_name(text_from_cell(cell)));
     }},
    {"confidence",
     "1",
     "Confidence of the detector, 0 to 1, where it gives one.",
     [](const Event& e) { return number_cell(e.confidence); },
     [](Event& e, std::string_view cell) { return read_number(e.confidence, cell); }},
    {"kind",
     "",
     "Kind of an artifact, or the code of why a cramp candidate was turned down.",
     [](const Event& e) { return text_cell(e.kind); },
     [](Event& e, std::string_view cell) {
       e.kind = text_from_cell(cell);
       return true;
     }},
    {"stage",
     "",
     "Sleep stage at the onset.",
     [](const Event& e) { return std::string(core::name(e.stage)); },
     read_stage},
}};

constexpr std::array<EventColumn, 2> kTrailing{{
    {"measures",
     "",
     "Numbers without a column of their own, as name=value;name=value; the unit is in the name.",
     other_measures_cell,
     read_other_measures},
    {"reasons",
     "",
     "Sentences for and against, separated by bars; a bar or backslash inside a sentence has a "
     "backslash in front.",
     [](const Event& e) { return list_cell(e.reasons, '|'); },
     [](Event& e, std::string_view cell) {
       e.reasons = list_from_cell(cell, '|');
       return true;
     }},
}};

}  // namespace

std::span<const EventColumn> leading_columns() {
  return kLeading;
}

std::span<const EventColumn> trailing_columns() {
  return kTrailing;
}

}  // namespace calfemg::exporting
