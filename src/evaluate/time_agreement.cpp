// SPDX-License-Identifier: Apache-2.0
#include "evaluate/time_agreement.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "evaluate/place.hpp"

namespace calfemg::evaluate {
namespace {

using core::Event;

// Leg, muscle and channel, as far as the scope asks for them.
using Place = std::tuple<core::Leg, core::Muscle, std::string>;

double share(double part, double whole) {
  return whole > 0.0 ? part / whole : core::kMissing;
}

void add_places(std::set<Place>& places, const core::ChannelInfo& channel, Scope scope) {
  const core::Role& role = channel.role;
  if (!role.is_emg()) return;
  if (scope == Scope::channel) places.emplace(role.leg, role.muscle, channel.name);
  if (scope == Scope::leg) places.emplace(role.leg, core::Muscle::none, "");
  if (scope == Scope::head && core::is_gastrocnemius(role.muscle))
    places.emplace(role.leg, role.muscle, "");
}

void add_places(std::set<Place>& places, const Event& event, Scope scope) {
  const auto muscle = scope == Scope::leg ? core::Muscle::none : event.muscle;
  for (const core::Leg leg : {core::Leg::left, core::Leg::right}) {
    if (event.leg.value_or(leg) != leg) continue;
    if (scope != Scope::channel || event.channels.empty()) {
      places.emplace(leg, muscle, "");
      continue;
    }
    for (const auto& channel : event.channels)
      places.emplace(leg, muscle, channel);
  }
}

std::set<Place> places_of(const Session& session,
                          const std::vector<Event>& truth,
                          const std::vector<Event>& detected,
                          Scope scope) {
  std::set<Place> places;
  for (const auto& channel : session.channels)
    add_places(places, channel, scope);
  for (const auto* events : {&truth, &detected}) {
    for (const auto& event : *events)
      add_places(places, event, scope);
  }
  return places;
}

Event witness(const Place& place) {
  Event event;
  event.leg = std::get<core::Leg>(place);
  event.muscle = std::get<core::Muscle>(place);
  if (!std::get<std::string>(place).empty()) event.channels = {std::get<std::string>(place)};
  return event;
}

// Bins of one place, marked where their middle lies in an event there.
std::vector<bool> marked(const std::vector<Event>& events,
                         const Event& place,
                         Scope scope,
                         std::size_t bins,
                         double bin_s) {
  std::vector<bool> result(bins, false);
  for (const auto& event : events) {
    if (!same_place(event, place, scope)) continue;
    // The first bin whose middle is not before the time, never beyond the recording.
    const auto bin = [&](double time_s) {
      const double index = std::ceil(time_s / bin_s - 0.5);
      return static_cast<std::ptrdiff_t>(std::clamp(index, 0.0, static_cast<double>(bins)));
    };
    std::fill(result.begin() + bin(event.onset_s), result.begin() + bin(event.end_s()), true);
  }
  return result;
}

void add(TimeAgreement& agreement,
         const std::vector<bool>& in_truth,
         const std::vector<bool>& in_detected,
         double bin_s) {
  for (std::size_t i = 0; i < in_truth.size(); ++i) {
    if (in_truth[i]) {
      (in_detected[i] ? agreement.both_s : agreement.truth_only_s) += bin_s;
    } else {
      (in_detected[i] ? agreement.detected_only_s : agreement.neither_s) += bin_s;
    }
  }
}

double last_end_s(const std::vector<Event>& events) {
  double end_s = 0.0;
  for (const auto& event : events)
    end_s = std::max(end_s, event.end_s());
  return end_s;
}

}  // namespace

std::vector<Event> of_type(const std::vector<Event>& events, core::EventType type) {
  std::vector<Event> result;
  std::copy_if(events.begin(), events.end(), std::back_inserter(result), [type](const Event& e) {
    return e.type == type;
  });
  return result;
}

double TimeAgreement::sensitivity() const {
  return share(both_s, both_s + truth_only_s);
}

double TimeAgreement::ppv() const {
  return share(both_s, both_s + detected_only_s);
}

double TimeAgreement::f1() const {
  return share(2.0 * both_s, 2.0 * both_s + truth_only_s + detected_only_s);
}

double TimeAgreement::kappa() const {
  const double all = both_s + truth_only_s + detected_only_s + neither_s;
  const double agreed = share(both_s + neither_s, all);
  const double truth = share(both_s + truth_only_s, all);
  const double detected = share(both_s + detected_only_s, all);
  const double by_chance = truth * detected + (1.0 - truth) * (1.0 - detected);
  return share(agreed - by_chance, 1.0 - by_chance);
}

TimeAgreement time_agreement(const Session& session, core::EventType type, double bin_s) {
  const Scope scope = scope_of(type);
  const auto truth = of_type(session.truth, type);
  const auto detected = of_type(session.detected, type);
  const bool known = std::isfinite(session.duration_s);
  const double end_s = std::max(last_end_s(truth), last_end_s(detected));
  const double bins = known ? std::floor(session.duration_s / bin_s) : std::ceil(end_s / bin_s);
  const auto count = static_cast<std::size_t>(std::max(0.0, bins));
  TimeAgreement agreement;
  for (const Place& place : places_of(session, truth, detected, scope)) {
    const auto in_truth = marked(truth, witness(place), scope, count, bin_s);
    const auto in_detected = marked(detected, witness(place), scope, count, bin_s);
    add(agreement, in_truth, in_detected, bin_s);
  }
  if (!known) agreement.neither_s = core::kMissing;
  return agreement;
}

TimeAgreement operator+(const TimeAgreement& a, const TimeAgreement& b) {
  return {a.both_s + b.both_s,
          a.truth_only_s + b.truth_only_s,
          a.detected_only_s + b.detected_only_s,
          a.neither_s + b.neither_s};
}

}  // namespace calfemg::evaluate
