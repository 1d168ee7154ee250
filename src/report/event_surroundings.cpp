// SPDX-License-Identifier: Apache-2.0
#include "report/event_surroundings.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "report/html_text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::EventType;

constexpr double kBeforeS = 1800.0;
constexpr double kAfterS = 3600.0;
constexpr std::size_t kMostMarks = 3;
constexpr std::size_t kLongestMark = 40;

constexpr std::array kTold{EventType::cramp,
                           EventType::rejected_cramp,
                           EventType::tension,
                           EventType::lm,
                           EventType::lmm,
                           EventType::hflm,
                           EventType::contraction,
                           EventType::fasciculation};

bool same_leg(const core::Event& a, const core::Event& b) {
  return !a.leg || !b.leg || *a.leg == *b.leg;
}

// Onsets inside [from, to); the event itself lies outside or is passed over.
std::size_t count_in(const Session& session,
                     const core::Event& about,
                     EventType type,
                     const core::Interval& span) {
  const auto& events = session.findings().events;
  return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [&](const auto& e) {
    return &e != &about && e.type == type && same_leg(e, about) && e.onset_s >= span.start_s &&
           e.onset_s < span.end_s();
  }));
}

std::size_t awakenings_in(const core::Hypnogram& hypnogram, const core::Interval& span) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < hypnogram.stages.size(); ++i) {
    const double at_s = hypnogram.start_s + static_cast<double>(i) * hypnogram.epoch_s;
    if (at_s < span.start_s || at_s >= span.end_s()) continue;
    if (core::is_sleep(hypnogram.stages[i - 1]) && hypnogram.stages[i] == core::SleepStage::wake)
      ++count;
  }
  return count;
}

void add_marks(const Session& session,
               const core::Interval& span,
               std::vector<std::string>& parts) {
  std::size_t marks = 0;
  for (const auto& mark : session.recording().annotations) {
    if (mark.onset_s < span.start_s || mark.onset_s >= span.end_s()) continue;
    if (++marks <= kMostMarks)
      parts.push_back("mark \"" + shortened(mark.label, kLongestMark) + "\" at " +
                      session.clock.at(mark.onset_s));
  }
  if (marks > kMostMarks) parts.push_back(count_phrase(marks - kMostMarks, "further mark"));
}

std::string told(const Session& session, const core::Event& about, const core::Interval& span) {
  if (!(span.duration_s > 0.0)) return "nothing was recorded";
  std::vector<std::string> parts;
  for (const auto type : kTold) {
    const std::size_t count = count_in(session, about, type, span);
    if (count == 0) continue;
    const bool tension = type == EventType::tension;
    parts.push_back(
        count_phrase(count, tension ? "period of elevated tension" : event_phrase(type)));
    if (tension && count > 1) parts.back() = number_word(count) + " periods of elevated tension";
  }
  if (session.recording().hypnogram) {
    const std::size_t count = awakenings_in(*session.recording().hypnogram, span);
    if (count > 0) parts.push_back(count_phrase(count, "awakening"));
  }
  add_marks(session, span, parts);
  return parts.empty() ? "nothing else in this leg" : enumeration(parts);
}

std::string lag_text(double seconds) {
  return core::fixed_text(std::abs(seconds), 1) + "\xC2\xA0s";
}

}  // namespace

std::string order_text(const core::Event& event) {
  std::vector<std::string> parts;
  const double site_lag_s = event.measure("site_lag_s");
  if (event.sites.size() > 1 && !std::isnan(site_lag_s))
    parts.push_back(std::string(core::name(event.sites.front())) + " site first, the other " +
                    lag_text(site_lag_s) + " later");
  const double head_lag_s = event.measure("head_lag_s");
  if (!std::isnan(head_lag_s)) {
    parts.push_back("the other head began " + lag_text(head_lag_s) +
                    (head_lag_s < 0.0 ? " before this one" : " after this one"));
  } else if (!std::isnan(event.measure("head_dominance"))) {
    parts.emplace_back("the other head took no part");
  }
  return capitalised(core::join(parts, "; "));
}

std::string before_text(const Session& session, const core::Event& event) {
  const double from_s = std::max(0.0, event.onset_s - kBeforeS);
  return capitalised(told(session, event, {from_s, event.onset_s - from_s}));
}

std::string after_text(const Session& session, const core::Event& event) {
  const double to_s = std::min(session.duration_s, event.end_s() + kAfterS);
  return capitalised(told(session, event, {event.end_s(), to_s - event.end_s()}));
}

}  // namespace calfemg::report
