// SPDX-License-Identifier: Apache-2.0
#include "evaluate/traits.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/recording.hpp"
#include "core/role.hpp"
#include "core/text.hpp"
#include "evaluate/place.hpp"

namespace calfemg::evaluate {
namespace {

enum Attribute : std::size_t { amplitude, duration, place, stage, kind, confidence };

constexpr std::array<std::string_view, 6> kAttributeNames{
    "amplitude (x rest)", "duration (s)", "place", "stage", "kind", "confidence"};

constexpr std::array kMultipleEdges{2.0, 3.0, 6.0};
constexpr std::array kDurationEdgesS{1.0, 3.0, 10.0, 30.0, 120.0, 600.0};
constexpr std::array kConfidenceEdges{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

// "< 2", "2 to 3", "6 and more"; an edge belongs to what is above it.
Trait by_edges(std::size_t attribute, double value, std::span<const double> edges) {
  if (!std::isfinite(value)) return {attribute, edges.size() + 1, "not known"};
  const auto above = std::upper_bound(edges.begin(), edges.end(), value);
  const auto rank = static_cast<std::size_t>(above - edges.begin());
  if (rank == 0) return {attribute, rank, "below " + core::number_text(edges.front())};
  const std::string from = core::number_text(edges[rank - 1]);
  if (rank == edges.size()) return {attribute, rank, from + " and more"};
  return {attribute, rank, from + " to " + core::number_text(edges[rank])};
}

std::string place_text(const core::Event& event) {
  if (scope_of(event.type) == Scope::channel && !event.channels.empty())
    return event.channels.front();
  std::string leg = event.leg ? std::string(core::name(*event.leg)) : "both";
  if (scope_of(event.type) == Scope::leg || event.muscle == core::Muscle::none) return leg;
  return leg + " " + std::string(core::code(event.muscle));
}

std::string words_for(const core::Event& event) {
  std::string words(core::name(event.type));
  if (!event.kind.empty()) words += ": " + event.kind;
  return words;
}

}  // namespace

std::span<const std::string_view> attribute_names() {
  return kAttributeNames;
}

std::vector<Trait> traits_of(const core::Event& event) {
  std::vector<Trait> traits;
  if (scope_of(event.type) == Scope::head)
    traits.push_back(by_edges(amplitude, event.measure("median_rest_multiple"), kMultipleEdges));
  traits.push_back(by_edges(duration, event.duration_s, kDurationEdgesS));
  traits.push_back({place, 0, place_text(event)});
  traits.push_back(
      {stage, static_cast<std::size_t>(event.stage), std::string(core::name(event.stage))});
  if (event.type == core::EventType::artifact) traits.push_back({kind, 0, event.kind});
  if (std::isfinite(event.confidence))
    traits.push_back(by_edges(confidence, event.confidence, kConfidenceEdges));
  return traits;
}

std::string counterpart(const core::Event& event, const std::vector<core::Event>& others) {
  const core::Event* longest = nullptr;
  double longest_s = 0.0;
  for (const auto& other : others) {
    if (!same_leg(event, other) || overlap_s(event, other) <= longest_s) continue;
    longest = &other;
    longest_s = overlap_s(event, other);
  }
  if (longest == nullptr) return "nothing";
  if (longest->type != event.type) return words_for(*longest);
  const Scope scope = scope_of(event.type);
  const std::string type(core::name(event.type));
  if (same_place(event, *longest, scope)) return type + ", not one to one";
  return type + (scope == Scope::head ? ", other head" : ", other channel");
}

}  // namespace calfemg::evaluate
