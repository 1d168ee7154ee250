// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "export/stored_parts.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

/// Keeps texts alive for the findings that only point at them.
class Words {
 public:
  explicit Words(std::set<std::string>& words) : words_(words) {}

  [[nodiscard]] std::string_view at(const Json& json, const char* name) {
    return *words_.insert(stored_text(json, name)).first;
  }

 private:
  std::set<std::string>& words_;
};

int whole(const Json& json, const char* name) {
  return json.at(name).get<int>();
}

core::HeadSummary head_from(const Json& json) {
  core::HeadSummary head;
  head.leg = core::leg_from_name(stored_text(json, "leg")).value_or(core::Leg::left);
  head.muscle = core::muscle_from_name(stored_text(json, "muscle")).value_or(core::Muscle::none);
  head.channels = stored_texts(json, "channels");
  head.rest_uv = stored_number(json, "rest_uv");
  head.usable_s = stored_number(json, "usable_s");
  head.cramps_definite = whole(json, "cramps_definite");
  head.cramps_probable = whole(json, "cramps_probable");
  head.cramps_possible = whole(json, "cramps_possible");
  head.rejected_candidates = whole(json, "rejected_candidates");
  head.cramp_s = stored_number(json, "cramp_s");
  head.longest_cramp_s = stored_number(json, "longest_cramp_s");
  head.tension_periods = whole(json, "tension_periods");
  head.tension_s = stored_number(json, "tension_s");
  head.longest_tension_s = stored_number(json, "longest_tension_s");
  return head;
}

core::Event event_from(const Json& json) {
  core::Event event;
  event.type = core::event_type_from_name(stored_text(json, "type")).value_or(event.type);
  event.onset_s = stored_number(json, "onset_s");
  event.duration_s = stored_number(json, "duration_s");
  event.leg = core::leg_from_name(stored_text(json, "leg"));
  event.muscle = core::muscle_from_name(stored_text(json, "muscle")).value_or(core::Muscle::none);
  for (const auto& word : stored_texts(json, "sites"))
    event.sites.push_back(site_from_word(word).value_or(core::Site::whole));
  event.channels = stored_texts(json, "channels");
  event.grade = core::grade_from_name(stored_text(json, "grade")).value_or(core::Grade::none);
  event.confidence = stored_number(json, "confidence");
  event.kind = stored_text(json, "kind");
  const std::string stage = stored_text(json, "stage");
  const auto* const found = std::find_if(core::kSleepStages.begin(),
                                         core::kSleepStages.end(),
                                         [&](auto known) { return core::name(known) == stage; });
  if (found != core::kSleepStages.end()) event.stage = *found;
  for (const auto& [name, value] : json.at("measures").items())
    event.measures.push_back({name, value.is_null() ? core::kMissing : value.get<double>()});
  event.reasons = stored_texts(json, "reasons");
  return event;
}

core::TensionSignature signature_from(const Json& json, Words& words) {
  core::TensionSignature signature;
  signature.channel = stored_text(json, "channel");
  signature.role = stored_role(json);
  signature.judged_s = stored_number(json, "judged_s");
  signature.p10_rest_multiple = stored_number(json, "p10_rest_multiple");
  signature.p50_rest_multiple = stored_number(json, "p50_rest_multiple");
  signature.p90_rest_multiple = stored_number(json, "p90_rest_multiple");
  signature.tense_share = stored_number(json, "tense_share");
  signature.rest_share = stored_number(json, "rest_share");
  signature.gaps_per_min = stored_number(json, "gaps_per_min");
  for (const auto& bin : json.at("durations"))
    signature.bins.push_back({stored_number(bin, "from_s"),
                              stored_number(bin, "to_s"),
                              whole(bin, "count"),
                              stored_number(bin, "total_s")});
  for (const auto& part : json.at("normalised_emg")) {
    core::NormalisedEmg normalised{words.at(part, "stage"), stored_number(part, "duration_s"), {}};
    for (std::size_t i = 0; i < normalised.percentiles.size(); ++i) {
      const auto& value = part.at("values").at(i);
      normalised.percentiles.at(i) = value.is_null() ? core::kMissing : value.get<double>();
    }
    signature.normalised.push_back(normalised);
  }
  return signature;
}

core::MovementCount count_from(const Json& json, Words& words) {
  core::MovementCount count;
  count.kind = words.at(json, "kind");
  count.side = words.at(json, "side");
  count.group = words.at(json, "group");
  count.count = whole(json, "count");
  count.per_hour = stored_number(json, "per_hour");
  return count;
}

core::IntervalCount intervals_from(const Json& json, Words& words) {
  core::IntervalCount intervals;
  intervals.group = words.at(json, "group");
  intervals.too_short = whole(json, "too_short");
  intervals.periodic = whole(json, "periodic");
  intervals.too_long = whole(json, "too_long");
  intervals.too_short_per_hour = stored_number(json, "too_short_per_hour");
  intervals.geometric_mean_s = stored_number(json, "geometric_mean_s");
  intervals.geometric_sd = stored_number(json, "geometric_sd");
  intervals.histogram = json.at("histogram").get<std::vector<int>>();
  return intervals;
}

core::MovementIndices movements_from(const Json& json, Words& words) {
  core::MovementIndices indices;
  indices.rules = stored_text(json, "rules");
  indices.method = stored_text(json, "method");
  indices.standard = json.at("standard_derivation").get<bool>();
  indices.hypnogram = json.at("hypnogram").get<bool>();
  for (const auto& group : json.at("groups")) {
    core::GroupIndices one;
    one.group = words.at(group, "group");
    one.duration_s = stored_number(group, "duration_s");
    one.periodicity = stored_number(group, "periodicity");
    indices.groups.push_back(one);
  }
  for (const auto& count : json.at("counts"))
    indices.counts.push_back(count_from(count, words));
  for (const auto& count : json.at("intervals"))
    indices.intervals.push_back(intervals_from(count, words));
  return indices;
}

}  // namespace

std::vector<core::Event> stored_events(const Json& json) {
  std::vector<core::Event> events;
  events.reserve(json.size());
  for (const auto& event : json)
    events.push_back(event_from(event));
  return events;
}

void read_findings(const Json& json, StoredSession& session) {
  Words words(session.words);
  core::Findings& findings = session.result.findings;
  findings.usable_s = stored_number(json.at("summary"), "usable_s");
  findings.sleep_s = stored_number(json.at("summary"), "sleep_s");
  for (const auto& head : json.at("heads"))
    findings.heads.push_back(head_from(head));
  for (const auto& leg : json.at("legs"))
    findings.legs.push_back({core::leg_from_name(stored_text(leg, "leg")).value_or(core::Leg::left),
                             whole(leg, "leg_movements"),
                             stored_text(leg, "derivation"),
                             leg.at("standard_derivation").get<bool>()});
  for (const auto& signature : json.at("tension").at("signatures"))
    findings.tension.push_back(signature_from(signature, words));
  for (const auto& asymmetry : json.at("tension").at("asymmetries"))
    findings.tension_asymmetries.push_back(
        {words.at(asymmetry, "of"), words.at(asymmetry, "in"), stored_number(asymmetry, "index")});
  findings.leg_movements = movements_from(json.at("leg_movements"), words);
  findings.events = stored_events(json.at("events"));
}

}  // namespace calfemg::exporting
