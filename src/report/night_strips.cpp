// SPDX-License-Identifier: Apache-2.0
#include "report/night_strips.hpp"

#include <algorithm>

#include "report/html_text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::EventType;

constexpr double kPinHeight = 15.0;
constexpr double kPinWidth = 16.0;
constexpr double kDigitWidth = 7.0;
constexpr double kPinTextDrop = 11.5;
constexpr double kPinCorner = 3.0;
constexpr double kBarHeight = 7.0;
constexpr double kCrossArm = 3.0;
constexpr double kSmallestBar = 2.0;
constexpr double kCharacterWidth = 6.2;
constexpr double kFlagGap = 4.0;
constexpr std::size_t kLongestFlag = 32;

std::string tooltip(const Session& session, const core::Event& event) {
  std::string text;
  if (event.grade != core::Grade::none) text += std::string(core::name(event.grade)) + " ";
  text += event_phrase(event.type);
  text += ", " + place_phrase(event.leg, event.muscle) + ", " + session.clock.at(event.onset_s) +
          ", " + duration_text(event.duration_s);
  if (!event.kind.empty()) text += ", " + event.kind;
  return capitalised(std::move(text));
}

void draw_bar(SvgWriter& svg,
              const Strip& strip,
              const std::string& css,
              const std::string& title,
              const core::Interval& when) {
  const double x = strip.time.x(when.start_s);
  svg.titled("rect",
             {{"class", css},
              {"x", px(x)},
              {"y", px(strip.bottom() - kBarHeight)},
              {"width", px(std::max(kSmallestBar, strip.time.x(when.end_s()) - x))},
              {"height", px(kBarHeight)},
              {"rx", "1"}},
             title);
}

void draw_cross(SvgWriter& svg, const Strip& strip, const std::string& title, double seconds) {
  const double x = strip.time.x(seconds);
  const double y = strip.bottom() - kBarHeight / 2.0;
  svg.titled("path",
             {{"class", "rejected"},
              {"d",
               "M" + px(x - kCrossArm) + " " + px(y - kCrossArm) + "L" + px(x + kCrossArm) + " " +
                   px(y + kCrossArm) + "M" + px(x - kCrossArm) + " " + px(y + kCrossArm) + "L" +
                   px(x + kCrossArm) + " " + px(y - kCrossArm)}},
             title);
}

// Pins stand side by side when their cramps follow each other closely.
class PinRow {
 public:
  PinRow(SvgWriter& svg, const Strip& strip) : svg_(svg), strip_(strip) {}

  void draw(std::size_t number, const core::Event& event, const std::string& title) {
    const std::string text = std::to_string(number);
    const double width = kPinWidth + kDigitWidth * static_cast<double>(text.size() - 1);
    const double x = strip_.time.x(event.onset_s + event.duration_s / 2.0);
    const double left = std::max(x - width / 2.0, next_left_);
    svg_.open("a", {{"href", "#cramp-" + text}, {"aria-label", title}});
    svg_.open("g", {{"class", "pin " + std::string(core::name(event.grade))}});
    svg_.text("title", {}, title);
    svg_.leaf("rect",
              {{"x", px(left)},
               {"y", px(strip_.top)},
               {"width", px(width)},
               {"height", px(kPinHeight)},
               {"rx", px(kPinCorner)}});
    svg_.text("text", {{"x", px(left + width / 2.0)}, {"y", px(strip_.top + kPinTextDrop)}}, text);
    svg_.close();
    svg_.close();
    next_left_ = left + width + 1.0;
  }

 private:
  SvgWriter& svg_;
  const Strip& strip_;
  double next_left_ = 0.0;
};

bool is_leg_movement(const core::Event& event) {
  return event.type == EventType::lm;  // a plm stands beside its lm
}

bool is_other(const core::Event& event) {
  switch (event.type) {
    case EventType::lmm:
    case EventType::hflm:
    case EventType::fasciculation:
    case EventType::contraction:
      return true;
    case EventType::cramp:
    case EventType::rejected_cramp:
    case EventType::tension:
      return event.muscle == core::Muscle::none;
    case EventType::lm:
    case EventType::plm:
    case EventType::artifact:
      break;
  }
  return false;
}

bool on_leg(const core::Event& event, core::Leg leg) {
  return !event.leg || *event.leg == leg;
}

}  // namespace

void draw_head_events(SvgWriter& svg,
                      const Strip& strip,
                      const Session& session,
                      const Place& place) {
  PinRow pins(svg, strip);
  std::size_t number = 0;
  for (const auto& event : session.findings().events) {
    if (event.type == EventType::cramp) ++number;
    if (!place.holds(event)) continue;
    const std::string title = tooltip(session, event);
    if (event.type == EventType::tension)
      draw_bar(svg, strip, "tension", title, {event.onset_s, event.duration_s});
    if (event.type == EventType::rejected_cramp) draw_cross(svg, strip, title, event.onset_s);
    if (event.type == EventType::cramp) pins.draw(number, event, title);
  }
}

bool has_leg_movements(const Session& session, core::Leg leg) {
  const auto& events = session.findings().events;
  return std::any_of(events.begin(), events.end(), [leg](const auto& event) {
    return is_leg_movement(event) && on_leg(event, leg);
  });
}

bool has_other_activity(const Session& session, core::Leg leg) {
  const auto& events = session.findings().events;
  return std::any_of(events.begin(), events.end(), [leg](const auto& event) {
    return is_other(event) && on_leg(event, leg);
  });
}

void draw_leg_movements(SvgWriter& svg, const Strip& strip, const Session& session, core::Leg leg) {
  std::string path;
  for (const auto& event : session.findings().events) {
    if (!is_leg_movement(event) || !on_leg(event, leg)) continue;
    path += "M" + px(strip.time.x(event.onset_s)) + " " + px(strip.top) + "V" + px(strip.bottom());
  }
  svg.leaf("path", {{"class", "movement"}, {"d", path}});
}

void draw_other_activity(SvgWriter& svg,
                         const Strip& strip,
                         const Session& session,
                         core::Leg leg) {
  for (const auto& event : session.findings().events) {
    if (is_other(event) && on_leg(event, leg))
      draw_bar(svg, strip, "other", tooltip(session, event), {event.onset_s, event.duration_s});
  }
}

void draw_annotations(SvgWriter& svg, const Strip& strip, const Session& session) {
  const auto& annotations = session.recording().annotations;
  double next_free = strip.time.left;
  for (const auto& annotation : annotations) {
    const double x = strip.time.x(annotation.onset_s);
    const std::string label = shortened(annotation.label, kLongestFlag);
    const double needed = kFlagGap + kCharacterWidth * static_cast<double>(label.size());
    svg.open("g", {{"class", "annotation"}});
    svg.text("title", {}, annotation.label + ", " + session.clock.at(annotation.onset_s));
    svg.leaf("path", {{"d", "M" + px(x) + " " + px(strip.top) + "V" + px(strip.bottom())}});
    if (x >= next_free && x + needed <= strip.time.right()) {
      svg.text("text", {{"x", px(x + kFlagGap)}, {"y", px(strip.bottom() - kFlagGap)}}, label);
      next_free = x + needed + kFlagGap;
    }
    svg.close();
  }
}

}  // namespace calfemg::report
