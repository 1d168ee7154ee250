// SPDX-License-Identifier: Apache-2.0
#include "report/event_figure.hpp"

#include <algorithm>

#include "report/html_text.hpp"
#include "report/lane.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kAround = 120.0;  // seconds shown before and after
constexpr double kWidth = 640.0;
constexpr double kLeft = 124.0;
constexpr double kRight = 34.0;
constexpr double kTop = 4.0;
constexpr double kLaneHeight = 46.0;
constexpr double kSmallLaneHeight = 26.0;  // of the muscles that the event is not in
constexpr double kLaneGap = 5.0;
constexpr double kHeadGap = 9.0;
constexpr double kAxisHeight = 20.0;
constexpr double kTickDrop = 14.0;
constexpr double kLineDrop = 12.0;
constexpr double kTextRise = 2.0;
constexpr int kMostTicks = 6;
constexpr std::size_t kLongestLabel = 14;

bool names_channel_of(const core::Event& event, const Place& place) {
  return std::any_of(place.channels.begin(), place.channels.end(), [&](const auto& channel) {
    const auto& names = event.channels;
    return std::find(names.begin(), names.end(), channel.table->channel.name) != names.end();
  });
}

bool is_partner(const Place& place, const Place& of) {
  return place.leg == of.leg && place.muscle != of.muscle && core::is_gastrocnemius(place.muscle) &&
         core::is_gastrocnemius(of.muscle);
}

// The event's own places, then the other heads of the same legs, then all others.
std::vector<Place> places_for(const Session& session, const core::Event& event) {
  auto all = places_of(session);
  const auto is_own = [&](const Place& place) {
    return place.holds(event) || names_channel_of(event, place);
  };
  const auto own_end = std::stable_partition(all.begin(), all.end(), is_own);
  if (own_end == all.begin()) return {};
  std::stable_partition(own_end, all.end(), [&](const Place& place) {
    return std::any_of(
        all.begin(), own_end, [&](const Place& of) { return is_partner(place, of); });
  });
  return all;
}

class EventFigure {
 public:
  EventFigure(const Session& session, const core::Event& event, int most_buckets)
      : session_(session),
        event_(event),
        most_buckets_(most_buckets),
        time_{std::max(0.0, event.onset_s - kAround),
              std::min(session.duration_s, event.end_s() + kAround),
              kLeft,
              kWidth - kLeft - kRight} {}

  std::string of(const std::vector<Place>& places) {
    std::vector<const core::ChannelTable*> channels;
    for (const auto& place : places) {
      for (const auto& channel : place.channels)
        channels.push_back(channel.table);
    }
    amplitude_ =
        amplitude_scale(channels, session_.findings().events, {time_.start_s, time_.seconds()});
    for (const auto& place : places) {
      for (const auto& channel : place.channels)
        draw_channel(channel, place);
      y_ += kHeadGap - kLaneGap;
    }
    return assembled();
  }

 private:
  void draw_channel(const ChannelView& view, const Place& place) {
    const bool large = is_partner_or_own(place);
    const Lane lane{time_, amplitude_, y_, large ? kLaneHeight : kSmallLaneHeight};
    const double middle = y_ + lane.height / 2.0 - kTextRise;
    body_.text("text",
               {{"class", "place-label"}, {"x", "0"}, {"y", px(middle)}},
               std::string(core::code(place.leg)) + " " + std::string(muscle_phrase(place.muscle)));
    const std::string site(core::name(view.role().site));
    body_.text("text",
               {{"class", "lane-label"}, {"x", "0"}, {"y", px(middle + kLineDrop)}},
               shortened(site.empty() ? view.table->channel.name : site, kLongestLabel));
    if (place.holds(event_)) draw_tint(lane);
    draw_lane_frame(body_, lane);
    draw_stretches(
        body_, lane, gaps_of(*view.table, {time_.start_s, time_.seconds()}), "gap", "No data");
    const int most = large ? most_buckets_ : std::max(1, most_buckets_ / 2);
    const auto buckets = envelope_buckets(*view.table, time_.start_s, time_.end_s, most);
    draw_envelope(body_, lane, buckets);
    draw_stretches(
        body_, lane, artifacts_of(*view.table, session_.findings().events), "artefact", "Artefact");
    draw_rest_level(body_, lane, view.rest_uv());
    y_ += lane.height + kLaneGap;
  }

  [[nodiscard]] bool is_partner_or_own(const Place& place) const {
    return core::is_gastrocnemius(place.muscle) && (!event_.leg || *event_.leg == place.leg);
  }

  void draw_tint(const Lane& lane) {
    const double x = time_.x(event_.onset_s);
    body_.leaf("rect",
               {{"class", event_.type == core::EventType::cramp ? "cramp-tint" : "other-tint"},
                {"x", px(x)},
                {"y", px(lane.top)},
                {"width", px(std::max(1.0, time_.x(event_.end_s()) - x))},
                {"height", px(lane.height)}});
  }

  std::string assembled() {
    const double bottom = y_ - kHeadGap + kLaneGap;
    SvgWriter svg;
    svg.open("svg",
             {{"class", "excerpt"},
              {"viewBox", "0 0 " + px(kWidth) + " " + px(bottom + kAxisHeight)},
              {"role", "img"},
              {"aria-label",
               "EMG envelopes in microvolts, logarithmic, around " +
                   session_.clock.at(event_.onset_s) + "; the marked stretch is the event"}});
    for (const auto& tick : time_ticks(time_, session_.clock, kMostTicks)) {
      const std::string x = px(time_.x(tick.position));
      svg.leaf("path", {{"class", "grid"}, {"d", "M" + x + " " + px(kTop) + "V" + px(bottom)}});
      svg.text(
          "text", {{"class", "tick middle"}, {"x", x}, {"y", px(bottom + kTickDrop)}}, tick.label);
    }
    svg.append(std::move(body_).finished());
    return std::move(svg).finished();
  }

  const Session& session_;
  const core::Event& event_;
  int most_buckets_;
  TimeScale time_;
  AmplitudeScale amplitude_;
  SvgWriter body_;
  double y_ = kTop;
};

}  // namespace

std::string event_figure(const Session& session, const core::Event& event, int most_buckets) {
  const auto places = places_for(session, event);
  if (places.empty()) return {};
  return EventFigure(session, event, most_buckets).of(places);
}

}  // namespace calfemg::report
