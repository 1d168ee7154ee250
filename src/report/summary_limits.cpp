// SPDX-License-Identifier: Apache-2.0
#include "report/summary_limits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kLittleUsable = 0.8;  // below this share a channel is named
constexpr std::size_t kMostNames = 4;

std::string few_names(const std::vector<std::string>& names) {
  if (names.size() <= kMostNames) return enumeration(names);
  return std::to_string(names.size()) + " channels";
}

void add_band_limits(const Session& session, std::vector<std::string>& limits) {
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const auto& channel : session.table.channels) {
    const auto& band = channel.conditions.band;
    if (band.limited_by.empty()) continue;
    const std::string what = core::number_text(band.low_hz) + "\xE2\x80\x93" +
                             core::number_text(band.high_hz) + " Hz (" + band.limited_by + ")";
    by_reason[what].push_back(channel_label(channel));
  }
  for (const auto& [what, names] : by_reason) {
    const bool all = names.size() == session.table.channels.size();
    limits.push_back("The band of " + (all ? "every channel" : few_names(names)) +
                     " was narrowed to " + what + ".");
  }
}

void add_quality_limits(const Session& session, std::vector<std::string>& limits) {
  std::vector<std::string> poor;
  std::vector<std::string> silent;
  for (const auto& view : channel_views(session)) {
    if (view.summary == nullptr) continue;
    const double share = view.summary->usable_s / session.duration_s;
    if (!(share > 0.0)) {
      silent.push_back(channel_label(*view.table));
    } else if (share < kLittleUsable) {
      poor.push_back(channel_label(*view.table));
    }
  }
  if (!silent.empty()) limits.push_back("No usable signal in " + few_names(silent) + ".");
  if (!poor.empty())
    limits.push_back("Less than " + percent_text(kLittleUsable) + " of the signal was usable in " +
                     few_names(poor) + ".");
}

// A cramp is focal: without the other head of the leg, half of the evidence is missing.
void add_montage_limits(const Session& session, std::vector<std::string>& limits) {
  std::set<core::Leg> legs;
  std::map<core::Leg, std::set<core::Muscle>> heads;
  for (const auto& place : places_of(session)) {
    legs.insert(place.leg);
    if (core::is_gastrocnemius(place.muscle)) heads[place.leg].insert(place.muscle);
  }
  for (const auto& [leg, muscles] : heads) {
    if (muscles.size() == 1)
      limits.push_back("Only " + place_phrase(leg, *muscles.begin()) +
                       " was recorded on that leg, so whether activity is focal cannot be judged.");
  }
  if (legs.size() == 1)
    limits.push_back("Only the " + std::string(core::name(*legs.begin())) + " leg was recorded.");
}

}  // namespace

std::vector<std::string> limits_of_certainty(const Session& session) {
  std::vector<std::string> limits;
  if (!session.recording().hypnogram)
    limits.emplace_back(
        "No hypnogram: nothing can be given per hour of sleep or by sleep stage, and awakenings "
        "are unknown.");
  if (!session.clock.knows_time_of_day())
    limits.emplace_back("No start time: all times are counted from the start of the recording.");
  add_montage_limits(session, limits);
  add_band_limits(session, limits);
  add_quality_limits(session, limits);
  return limits;
}

}  // namespace calfemg::report
