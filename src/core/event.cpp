// SPDX-License-Identifier: Apache-2.0
#include "core/event.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace calfemg::core {
namespace {

constexpr std::array<std::string_view, 10> kTypeNames{"cramp",
                                                      "rejected_cramp",
                                                      "tension",
                                                      "lm",
                                                      "plm",
                                                      "lmm",
                                                      "hflm",
                                                      "fasciculation",
                                                      "contraction",
                                                      "artifact"};
constexpr std::array<std::string_view, 4> kGradeNames{"", "possible", "probable", "definite"};

template <class Enum, std::size_t N>
std::optional<Enum> from_name(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

double Event::measure(std::string_view measure_name) const {
  for (const auto& entry : measures) {
    if (entry.name == measure_name) return entry.value;
  }
  return kMissing;
}

std::string_view name(EventType type) {
  return kTypeNames.at(static_cast<std::size_t>(type));
}

std::string_view name(Grade grade) {
  return kGradeNames.at(static_cast<std::size_t>(grade));
}

std::optional<EventType> event_type_from_name(std::string_view text) {
  return from_name<EventType>(kTypeNames, text);
}

std::optional<Grade> grade_from_name(std::string_view text) {
  return from_name<Grade>(kGradeNames, text);
}

bool comes_before(const Event& a, const Event& b) {
  const auto key = [](const Event& e) {
    return std::make_tuple(e.onset_s, e.type, e.leg, e.muscle, e.channels, e.duration_s);
  };
  return key(a) < key(b);
}

}  // namespace calfemg::core
