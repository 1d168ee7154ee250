// SPDX-License-Identifier: Apache-2.0
#include "evaluate/place.hpp"

#include <algorithm>

namespace calfemg::evaluate {
namespace {

bool share_channel(const core::Event& a, const core::Event& b) {
  return std::any_of(a.channels.begin(), a.channels.end(), [&](const std::string& channel) {
    return std::find(b.channels.begin(), b.channels.end(), channel) != b.channels.end();
  });
}

}  // namespace

Scope scope_of(core::EventType type) {
  using core::EventType;
  if (type == EventType::cramp || type == EventType::rejected_cramp || type == EventType::tension)
    return Scope::head;
  if (type == EventType::artifact || type == EventType::fasciculation) return Scope::channel;
  return Scope::leg;
}

bool same_leg(const core::Event& a, const core::Event& b) {
  return !a.leg || !b.leg || *a.leg == *b.leg;
}

bool same_place(const core::Event& a, const core::Event& b, Scope scope) {
  if (scope == Scope::leg) return same_leg(a, b);
  if (scope == Scope::channel && !a.channels.empty() && !b.channels.empty())
    return share_channel(a, b);
  return same_leg(a, b) && a.muscle == b.muscle;
}

double overlap_s(const core::Event& a, const core::Event& b) {
  return std::max(0.0, std::min(a.end_s(), b.end_s()) - std::max(a.onset_s, b.onset_s));
}

double intersection_over_union(const core::Event& a, const core::Event& b) {
  const double both = overlap_s(a, b);
  const double either = a.duration_s + b.duration_s - both;
  return either > 0.0 ? both / either : 0.0;
}

}  // namespace calfemg::evaluate
