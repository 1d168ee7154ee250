// SPDX-License-Identifier: Apache-2.0
#include "report/tension_course.hpp"

#include <algorithm>
#include <cmath>

#include "report/scales.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kShortPart = 300.0;
constexpr double kLongPart = 1800.0;
constexpr double kLongNight = 10800.0;

constexpr double kWidth = 1100.0;
constexpr double kLeft = 138.0;
constexpr double kRight = 40.0;
constexpr double kTop = 6.0;
constexpr double kRowHeight = 34.0;
constexpr double kRowGap = 10.0;
constexpr double kAxisHeight = 20.0;
constexpr double kTickDrop = 14.0;
constexpr double kLabelDrop = 4.0;
constexpr double kBarGap = 1.0;
constexpr double kLabelGap = 6.0;
constexpr int kMostTicks = 12;

double overlap_s(const core::Event& event, double from_s, double to_s) {
  return std::max(0.0, std::min(event.end_s(), to_s) - std::max(event.onset_s, from_s));
}

TensionCourse course_of(const Session& session, const Place& place) {
  TensionCourse course{place.leg, place.muscle, kShortPart, {}};
  if (session.duration_s >= kLongNight) course.step_s = kLongPart;
  const double parts = std::max(1.0, std::ceil(session.duration_s / course.step_s));
  course.tense_s.resize(static_cast<std::size_t>(parts), 0.0);
  for (const auto* event : session.events_of(core::EventType::tension)) {
    if (!place.holds(*event)) continue;
    for (std::size_t i = 0; i < course.tense_s.size(); ++i) {
      const double from_s = static_cast<double>(i) * course.step_s;
      course.tense_s[i] += overlap_s(*event, from_s, from_s + course.step_s);
    }
  }
  return course;
}

void draw_course(SvgWriter& svg, const TimeScale& time, const TensionCourse& course, double top) {
  const double bottom = top + kRowHeight;
  svg.text("text",
           {{"class", "place-label"}, {"x", "0"}, {"y", px(top + kRowHeight / 2.0 + kLabelDrop)}},
           (course.leg == core::Leg::left ? "Left " : "Right ") +
               std::string(muscle_phrase(course.muscle)));
  svg.leaf("rect",
           {{"class", "lane"},
            {"x", px(time.left)},
            {"y", px(top)},
            {"width", px(time.width)},
            {"height", px(kRowHeight)}});
  svg.text("text",
           {{"class", "tick"}, {"x", px(time.right() + kLabelGap)}, {"y", px(top + kTickDrop)}},
           "100 %");
  for (std::size_t i = 0; i < course.tense_s.size(); ++i) {
    if (!(course.tense_s[i] > 0.0)) continue;
    const double from_s = static_cast<double>(i) * course.step_s;
    const double to_s = std::min(from_s + course.step_s, time.end_s);
    const double share = std::min(1.0, course.tense_s[i] / std::max(1.0, to_s - from_s));
    const double left = time.x(from_s);
    const double height = std::max(1.0, share * kRowHeight);
    svg.titled("rect",
               {{"class", "tension"},
                {"x", px(left + kBarGap)},
                {"y", px(bottom - height)},
                {"width", px(std::max(1.0, time.x(to_s) - left - 2.0 * kBarGap))},
                {"height", px(height)}},
               duration_text(course.tense_s[i]) + " of " + duration_text(to_s - from_s));
  }
}

}  // namespace

std::vector<TensionCourse> tension_courses(const Session& session) {
  std::vector<TensionCourse> courses;
  for (const auto& place : places_of(session)) {
    if (core::is_gastrocnemius(place.muscle)) courses.push_back(course_of(session, place));
  }
  return courses;
}

std::string tension_course_svg(const Session& session) {
  const auto courses = tension_courses(session);
  if (courses.empty() || session.events_of(core::EventType::tension).empty()) return {};
  const TimeScale time{0.0, session.duration_s, kLeft, kWidth - kLeft - kRight};
  const double bottom = kTop + static_cast<double>(courses.size()) * (kRowHeight + kRowGap);
  SvgWriter svg;
  svg.open("svg",
           {{"class", "night"},
            {"viewBox", "0 0 " + px(kWidth) + " " + px(bottom + kAxisHeight)},
            {"role", "img"},
            {"aria-label", "Share of time with elevated tension over the night, head by head"}});
  for (const auto& tick : time_ticks(time, session.clock, kMostTicks)) {
    const std::string x = px(time.x(tick.position));
    svg.leaf("path", {{"class", "grid"}, {"d", "M" + x + " " + px(kTop) + "V" + px(bottom)}});
    svg.text(
        "text", {{"class", "tick middle"}, {"x", x}, {"y", px(bottom + kTickDrop)}}, tick.label);
  }
  double top = kTop;
  for (const auto& course : courses) {
    draw_course(svg, time, course, top);
    top += kRowHeight + kRowGap;
  }
  return std::move(svg).finished();
}

}  // namespace calfemg::report
