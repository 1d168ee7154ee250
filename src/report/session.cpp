// SPDX-License-Identifier: Apache-2.0
#include "report/session.hpp"

#include <algorithm>
#include <string_view>

#include "core/text.hpp"
#include "report/html_text.hpp"

namespace calfemg::report {
namespace {

constexpr std::size_t kLongestLabel = 40;

bool says_simulated(std::string_view text) {
  return core::lower_case(text).find("simulat") != std::string::npos;
}

}  // namespace

Session::Session(const core::SessionTable& session_table, const core::SessionResult& session_result)
    : table(session_table),
      result(session_result),
      clock(session_table.recording.start_time),
      duration_s(session_table.recording.duration().value()) {}

std::vector<const core::Event*> Session::events_of(core::EventType type) const {
  std::vector<const core::Event*> found;
  for (const auto& event : findings().events) {
    if (event.type == type) found.push_back(&event);
  }
  return found;
}

bool Session::is_simulated() const {
  const auto& context = recording().context;
  return std::any_of(context.begin(),
                     context.end(),
                     [](const auto& entry) {
                       return says_simulated(entry.first) || says_simulated(entry.second);
                     }) ||
         std::any_of(recording().notes.begin(), recording().notes.end(), says_simulated) ||
         std::any_of(result.notes.begin(), result.notes.end(), says_simulated) ||
         says_simulated(recording().session_id) || says_simulated(recording().subject_id);
}

double ChannelView::rest_uv() const {
  return summary != nullptr ? summary->rest.level_uv : core::kMissing;
}

bool Place::holds(const core::Event& event) const {
  return event.muscle == muscle && (!event.leg || *event.leg == leg);
}

std::vector<ChannelView> channel_views(const Session& session) {
  const auto& channels = session.table.channels;
  const auto& summaries = session.findings().channels;
  std::vector<ChannelView> views;
  for (std::size_t i = 0; i < channels.size(); ++i)
    views.push_back({&channels[i], i < summaries.size() ? &summaries[i] : nullptr});
  return views;
}

std::vector<Place> places_of(const Session& session) {
  auto views = channel_views(session);
  std::stable_sort(
      views.begin(), views.end(), [](const auto& a, const auto& b) { return a.role() < b.role(); });
  std::vector<Place> places;
  for (const auto& view : views) {
    const bool same = !places.empty() && places.back().leg == view.role().leg &&
                      places.back().muscle == view.role().muscle;
    if (!same) places.push_back({view.role().leg, view.role().muscle, {}});
    places.back().channels.push_back(view);
  }
  return places;
}

std::string channel_label(const core::ChannelTable& channel) {
  const std::string role = core::label(channel.channel.role);
  const std::string& name = channel.channel.name;
  if (role.empty() || role == name) return shortened(name, kLongestLabel);
  return shortened(role + " \xC2\xB7 " + name, kLongestLabel);
}

}  // namespace calfemg::report
