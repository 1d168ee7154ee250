// SPDX-License-Identifier: Apache-2.0
#include "report/timeline_svg.hpp"

#include <algorithm>
#include <cmath>

#include "report/html_text.hpp"
#include "report/lane.hpp"
#include "report/night_strips.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kWidth = 1100.0;
constexpr double kLeft = 138.0;
constexpr double kRight = 40.0;
constexpr double kAxisHeight = 34.0;
constexpr double kLabelDrop = 4.0;
constexpr double kAnnotationHeight = 20.0;
constexpr double kHypnogramHeight = 74.0;
constexpr double kEventHeight = 21.0;
constexpr double kLaneHeight = 42.0;
constexpr double kLaneGap = 4.0;
constexpr double kPlaceGap = 10.0;
constexpr double kLegHeading = 34.0;
constexpr double kMovementHeight = 12.0;
constexpr double kIndent = 12.0;
constexpr int kMostBuckets = 900;
constexpr int kMostTicks = 12;
constexpr std::size_t kMostAnnotationLines = 12;
constexpr double kDateDrop = 15.0;
constexpr std::size_t kLongestLaneLabel = 20;

class Timeline {
 public:
  explicit Timeline(const Session& session)
      : session_(session),
        time_{0.0, session.duration_s, kLeft, kWidth - kLeft - kRight},
        places_(places_of(session)) {
    std::vector<const core::ChannelTable*> channels;
    for (const auto& channel : session.table.channels)
      channels.push_back(&channel);
    amplitude_ = amplitude_scale(channels, session.findings().events, {0.0, session.duration_s});
  }

  std::string finished() {
    y_ = kAxisHeight;
    draw_top();
    draw_leg(core::Leg::left);
    draw_leg(core::Leg::right);
    return assembled();
  }

 private:
  void lane_label(const std::string& text, double y, const char* css) {
    body_.text("text", {{"class", css}, {"x", px(kIndent)}, {"y", px(y + kLabelDrop)}}, text);
  }

  void draw_top() {
    if (!session_.recording().annotations.empty()) {
      lane_label("Marks", y_ + kAnnotationHeight / 2.0, "lane-label");
      draw_annotations(body_, {time_, y_, kAnnotationHeight}, session_);
      y_ += kAnnotationHeight + kLaneGap;
    }
    if (session_.recording().hypnogram) {
      lane_label("Sleep stage", y_ + kHypnogramHeight / 2.0, "lane-label");
      draw_hypnogram(body_, {time_, y_, kHypnogramHeight}, *session_.recording().hypnogram);
      y_ += kHypnogramHeight;
    }
  }

  void draw_leg(core::Leg leg) {
    const bool present = std::any_of(
        places_.begin(), places_.end(), [leg](const auto& place) { return place.leg == leg; });
    if (!present) return;
    y_ += kLegHeading;
    body_.text("text",
               {{"class", "leg-label"}, {"x", "0"}, {"y", px(y_ - kPlaceGap)}},
               place_title(leg, core::Muscle::none));
    for (const auto& place : places_) {
      if (place.leg == leg) draw_place(place);
    }
    if (has_leg_movements(session_, leg)) {
      lane_label("Leg movements", y_ + kMovementHeight / 2.0, "lane-label");
      draw_leg_movements(body_, {time_, y_, kMovementHeight}, session_, leg);
      y_ += kMovementHeight + kPlaceGap;
    }
    if (has_other_activity(session_, leg)) {
      lane_label("Other activity", y_ + kMovementHeight / 2.0, "lane-label");
      draw_other_activity(body_, {time_, y_, kMovementHeight}, session_, leg);
      y_ += kMovementHeight + kPlaceGap;
    }
  }

  void draw_place(const Place& place) {
    lane_label(capitalised(std::string(muscle_phrase(place.muscle))),
               y_ + kEventHeight / 2.0,
               "place-label");
    const double top = y_;
    const double lanes = static_cast<double>(place.channels.size()) * (kLaneHeight + kLaneGap);
    draw_tints(place, top + kEventHeight, lanes);
    y_ += kEventHeight;
    for (const auto& channel : place.channels)
      draw_channel(channel);
    draw_head_events(body_, {time_, top, kEventHeight - 2.0}, session_, place);
    y_ += kPlaceGap;
  }

  // Where a cramp or tension was found the lanes of its head stand on a tinted ground.
  void draw_tints(const Place& place, double top, double height) {
    for (const auto& event : session_.findings().events) {
      const bool cramp = event.type == core::EventType::cramp;
      if (!(cramp || event.type == core::EventType::tension) || !place.holds(event)) continue;
      const double x = time_.x(event.onset_s);
      body_.leaf("rect",
                 {{"class", cramp ? "cramp-tint" : "tension-tint"},
                  {"x", px(x)},
                  {"y", px(top)},
                  {"width", px(std::max(1.0, time_.x(event.end_s()) - x))},
                  {"height", px(height - kLaneGap)}});
    }
  }

  void draw_channel(const ChannelView& view) {
    const Lane lane{time_, amplitude_, y_, kLaneHeight};
    const auto& role = view.role();
    const std::string site = role.site == core::Site::whole ? view.table->channel.name
                                                            : std::string(core::name(role.site));
    body_.open("g");
    body_.text("title", {}, channel_label(*view.table));
    lane_label(shortened(site, kLongestLaneLabel), y_ + kLaneHeight / 2.0, "lane-label");
    draw_lane_frame(body_, lane);
    draw_stretches(body_, lane, gaps_of(*view.table, {0.0, session_.duration_s}), "gap", "No data");
    draw_envelope(
        body_, lane, envelope_buckets(*view.table, 0.0, session_.duration_s, kMostBuckets));
    draw_stretches(
        body_, lane, artifacts_of(*view.table, session_.findings().events), "artefact", "Artefact");
    draw_rest_level(body_, lane, view.rest_uv());
    body_.close();
    y_ += kLaneHeight + kLaneGap;
  }

  void draw_grid(SvgWriter& svg, double bottom) const {
    for (const auto& tick : time_ticks(time_, session_.clock, kMostTicks)) {
      const std::string x = px(time_.x(tick.position));
      svg.leaf("path",
               {{"class", tick.midnight ? "grid midnight" : "grid"},
                {"d", "M" + x + " " + px(kAxisHeight - kLaneGap) + "V" + px(bottom)}});
      svg.text("text",
               {{"class", "tick middle"}, {"x", x}, {"y", px(kAxisHeight - kPlaceGap)}},
               tick.label);
      svg.text(
          "text", {{"class", "tick middle"}, {"x", x}, {"y", px(bottom + kDateDrop)}}, tick.label);
      if (!tick.midnight) continue;
      svg.text("text",
               {{"class", "tick middle strong"}, {"x", x}, {"y", px(kDateDrop - kLabelDrop)}},
               session_.clock.date(tick.position));
    }
    svg.text("text",
             {{"class", "lane-label"}, {"x", px(kIndent)}, {"y", px(kAxisHeight - kPlaceGap)}},
             session_.clock.knows_time_of_day() ? "Clock time" : "Since start (h:mm)");
  }

  void draw_annotation_lines(SvgWriter& svg, double bottom) const {
    const auto& annotations = session_.recording().annotations;
    if (annotations.size() > kMostAnnotationLines) return;
    for (const auto& annotation : annotations) {
      const std::string x = px(time_.x(annotation.onset_s));
      svg.leaf("path",
               {{"class", "annotation-line"},
                {"d", "M" + x + " " + px(kAxisHeight + kAnnotationHeight) + "V" + px(bottom)}});
    }
  }

  std::string assembled() {
    const double bottom = y_;
    SvgWriter svg;
    svg.open("svg",
             {{"class", "night"},
              {"viewBox", "0 0 " + px(kWidth) + " " + px(bottom + kAxisHeight - kPlaceGap)},
              {"role", "group"},
              {"aria-labelledby", "night-title night-description"}});
    svg.text("title", {{"id", "night-title"}}, "The night, channel by channel");
    svg.text("desc",
             {{"id", "night-description"}},
             "Time runs from left to right. Each lane shows the range and mean of the EMG envelope "
             "in microvolts on a logarithmic scale with the rest level as a dashed line. Numbered "
             "pins are cramps and link to their descriptions.");
    svg.open("defs");
    svg.open("pattern",
             {{"id", "hatch"},
              {"width", "6"},
              {"height", "6"},
              {"patternUnits", "userSpaceOnUse"},
              {"patternTransform", "rotate(45)"}});
    svg.leaf("path", {{"class", "hatch-line"}, {"d", "M0 0V6"}});
    svg.close();
    svg.close();
    draw_grid(svg, bottom);
    svg.append(std::move(body_).finished());
    draw_annotation_lines(svg, bottom);
    return std::move(svg).finished();
  }

  const Session& session_;
  TimeScale time_;
  AmplitudeScale amplitude_;
  std::vector<Place> places_;
  SvgWriter body_;
  double y_ = 0.0;
};

}  // namespace

std::string timeline_svg(const Session& session) {
  return Timeline(session).finished();
}

}  // namespace calfemg::report
