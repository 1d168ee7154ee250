// SPDX-License-Identifier: Apache-2.0
#include "report/calf_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::Leg;
using core::Muscle;
using core::Site;

constexpr const char* kDash = "\xE2\x80\x93";
constexpr double kPercent = 100.0;

// Upper limits of the classes but the last, as shares of the judged time.
constexpr std::array<double, kTensionClasses - 1> kClassLimits{0.005, 0.02, 0.05, 0.15};

constexpr double kWidth = 980.0;
constexpr double kHeight = 400.0;
constexpr double kLeftCalf = 285.0;
constexpr double kRightCalf = 695.0;
constexpr double kSiteRadius = 17.0;
constexpr double kWholeRadiusX = 18.0;
constexpr double kWholeRadiusY = 46.0;
constexpr double kNameY = 22.0;
constexpr double kLabelReach = 112.0;  // from the middle of the calf to the text
constexpr double kLeaderEnd = 106.0;
constexpr double kLineDrop = 14.0;
constexpr double kTextRise = 2.0;
constexpr double kBadgeRadius = 9.0;
constexpr double kBadgeDrop = 4.0;
constexpr double kBadgeOffset = 14.0;

struct Point {
  double x;  // from the middle of the calf, positive: lateral
  double y;
};

// A curve in cubic pieces: the start, then two control points and an end for each piece.
template <std::size_t Count>
using Curve = std::array<Point, Count>;

constexpr Curve<25> kOutline{{{58, 34},   {72, 80},   {80, 120},  {74, 160},  {68, 205},
                              {48, 250},  {38, 300},  {33, 330},  {30, 350},  {34, 378},
                              {30, 390},  {-30, 390}, {-34, 378}, {-30, 350}, {-34, 330},
                              {-40, 300}, {-52, 250}, {-78, 215}, {-82, 165}, {-86, 115},
                              {-70, 75},  {-58, 34},  {-20, 28},  {20, 28},   {58, 34}}};
constexpr Curve<10> kMedial{{{-5, 60},
                             {-30, 62},
                             {-66, 100},
                             {-68, 160},
                             {-68, 205},
                             {-40, 248},
                             {-10, 256},
                             {-5, 200},
                             {-4, 120},
                             {-5, 60}}};
constexpr Curve<10> kLateral{{{5, 60},
                              {30, 62},
                              {60, 100},
                              {62, 155},
                              {62, 195},
                              {40, 228},
                              {10, 236},
                              {5, 190},
                              {4, 120},
                              {5, 60}}};

struct Spot {
  Muscle muscle;
  Site site;
  Point at;
};

// The lateral sites about 1.5 cm more distal than the medial ones.
constexpr std::array<Spot, 6> kSpots{{{Muscle::gastrocnemius_medialis, Site::upper, {-36, 120}},
                                      {Muscle::gastrocnemius_medialis, Site::lower, {-34, 178}},
                                      {Muscle::gastrocnemius_medialis, Site::whole, {-36, 150}},
                                      {Muscle::gastrocnemius_lateralis, Site::upper, {34, 136}},
                                      {Muscle::gastrocnemius_lateralis, Site::lower, {31, 194}},
                                      {Muscle::gastrocnemius_lateralis, Site::whole, {33, 162}}}};

/// What is known about one site.
struct SiteState {
  double tense_share = core::kMissing;
  std::size_t cramps = 0;
};

const core::TensionSignature* signature_of(const Session& session, const core::Role& role) {
  const auto& all = session.findings().tension;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.role == role; });
  return found == all.end() ? nullptr : &*found;
}

bool is_recorded(const Session& session, const core::Role& role) {
  const auto& channels = session.table.channels;
  return std::any_of(
      channels.begin(), channels.end(), [&](const auto& c) { return c.channel.role == role; });
}

bool takes_part(const core::Event& cramp, const core::Role& role) {
  if (cramp.muscle != role.muscle || (cramp.leg && *cramp.leg != role.leg)) return false;
  return cramp.sites.empty() || role.site == Site::whole ||
         std::find(cramp.sites.begin(), cramp.sites.end(), role.site) != cramp.sites.end();
}

SiteState state_of(const Session& session, const core::Role& role) {
  SiteState state;
  if (const auto* signature = signature_of(session, role))
    state.tense_share = signature->tense_share;
  const auto cramps = session.events_of(core::EventType::cramp);
  state.cramps = static_cast<std::size_t>(std::count_if(
      cramps.begin(), cramps.end(), [&](const auto* cramp) { return takes_part(*cramp, role); }));
  return state;
}

std::string share_text(double share) {
  return std::isnan(share) ? kDash : percent_text(share);
}

std::string cramps_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " cramp" : " cramps");
}

/// Draws one calf; lateral is away from the other leg.
class Calf {
 public:
  Calf(SvgWriter& svg, const Session& session, Leg leg)
      : svg_(svg),
        session_(session),
        leg_(leg),
        middle_(leg == Leg::left ? kLeftCalf : kRightCalf),
        side_(leg == Leg::left ? -1.0 : 1.0) {}

  void draw() {
    svg_.text("text",
              {{"class", "leg-label middle"}, {"x", px(middle_)}, {"y", px(kNameY)}},
              leg_ == Leg::left ? "Left calf" : "Right calf");
    svg_.leaf("path", {{"class", "calf-skin"}, {"d", path(kOutline)}});
    svg_.leaf("path", {{"class", "calf-head"}, {"d", path(kMedial)}});
    svg_.leaf("path", {{"class", "calf-head"}, {"d", path(kLateral)}});
    for (const auto& spot : kSpots)
      draw_spot(spot);
  }

 private:
  [[nodiscard]] double x(const Point& point) const { return middle_ + side_ * point.x; }

  template <std::size_t Count>
  [[nodiscard]] std::string path(const Curve<Count>& curve) const {
    constexpr std::size_t kPieceEnd = 3;
    std::string text;
    for (std::size_t i = 0; i < Count; ++i) {
      if (i == 0) text += "M";
      if (i % kPieceEnd == 1) text += "C";
      text += px(x(curve[i])) + " " + px(curve[i].y) + " ";
    }
    return text + "Z";
  }

  [[nodiscard]] bool is_drawn(const core::Role& role) const {
    if (is_recorded(session_, role)) return true;
    const bool whole = is_recorded(session_, {leg_, role.muscle, Site::whole});
    return role.site != Site::whole && !whole;  // outlines of the sites that are missing
  }

  void draw_spot(const Spot& spot) {
    const core::Role role{leg_, spot.muscle, spot.site};
    if (!is_drawn(role)) return;
    const bool recorded = is_recorded(session_, role);
    const SiteState state = state_of(session_, role);
    const std::string css =
        recorded ? "site " + tension_class(state.tense_share) : "site not-recorded";
    const double cx = x(spot.at);
    const bool whole = spot.site == Site::whole;
    svg_.titled(
        "ellipse",
        {{"class", css},
         {"cx", px(cx)},
         {"cy", px(spot.at.y)},
         {"rx", px(whole ? kWholeRadiusX : kSiteRadius)},
         {"ry", px(whole ? kWholeRadiusY : kSiteRadius)}},
        role_title(role) + (recorded ? ": " + cramps_text(state.cramps) : ", not recorded"));
    draw_label(spot, role, state, recorded);
    if (state.cramps > 0) draw_badge(cx, spot.at.y, state.cramps);
  }

  void draw_label(const Spot& spot, const core::Role& role, const SiteState& state, bool recorded) {
    const double outward = spot.at.x < 0.0 ? -side_ : side_;
    const double text_x = middle_ + outward * kLabelReach;
    const std::string anchor = outward < 0.0 ? " end" : "";
    const double radius = spot.site == Site::whole ? kWholeRadiusX : kSiteRadius;
    svg_.leaf("path",
              {{"class", "leader"},
               {"d",
                "M" + px(x(spot.at) + outward * radius) + " " + px(spot.at.y) + "H" +
                    px(middle_ + outward * kLeaderEnd)}});
    const std::string site =
        spot.site == Site::whole ? "" : " " + std::string(core::name(role.site));
    svg_.text(
        "text",
        {{"class", "place-label" + anchor}, {"x", px(text_x)}, {"y", px(spot.at.y - kTextRise)}},
        (spot.at.x < 0.0 ? "medial" : "lateral") + site);
    const std::string tense =
        recorded ? share_text(state.tense_share) + " tense" : std::string("not recorded");
    svg_.text("text",
              {{"class", "lane-label" + anchor},
               {"x", px(text_x)},
               {"y", px(spot.at.y - kTextRise + kLineDrop)}},
              tense);
  }

  void draw_badge(double cx, double cy, std::size_t count) {
    svg_.open("g", {{"class", "badge"}});
    svg_.leaf(
        "circle",
        {{"cx", px(cx + kBadgeOffset)}, {"cy", px(cy - kBadgeOffset)}, {"r", px(kBadgeRadius)}});
    svg_.text("text",
              {{"x", px(cx + kBadgeOffset)}, {"y", px(cy - kBadgeOffset + kBadgeDrop)}},
              std::to_string(count));
    svg_.close();
  }

  SvgWriter& svg_;
  const Session& session_;
  Leg leg_;
  double middle_;
  double side_;  // where lateral is on the page
};

}  // namespace

std::string tension_class(double share) {
  if (std::isnan(share)) return "tense-unknown";
  const auto* const limit = std::upper_bound(kClassLimits.begin(), kClassLimits.end(), share);
  return "tense-" + std::to_string(limit - kClassLimits.begin());
}

std::string tension_class_words(std::size_t index) {
  const auto limit = [](std::size_t i) {
    return core::number_text(std::round(kClassLimits.at(i) * kPercent * kPercent) / kPercent);
  };
  if (index == 0) return "below " + limit(0) + " %";
  if (index + 1 == kTensionClasses) return limit(index - 1) + " % and more";
  return limit(index - 1) + " to " + limit(index) + " %";
}

std::string calf_map_svg(const Session& session) {
  SvgWriter svg;
  svg.open("svg",
           {{"class", "calves"},
            {"viewBox", "0 0 " + px(kWidth) + " " + px(kHeight)},
            {"role", "img"},
            {"aria-labelledby", "calves-title"}});
  svg.text("title",
           {{"id", "calves-title"}},
           "Both calves from behind with the sites of the gastrocnemius, coloured by the share of "
           "time above the tension gate and marked with the number of cramps");
  for (const Leg leg : {Leg::left, Leg::right})
    Calf(svg, session, leg).draw();
  return std::move(svg).finished();
}

Table calf_map_table(const Session& session) {
  Table table{.caption = "The map in figures"};
  table.columns = {{"Site"}, {"Time above the gate", true}, {"Cramps that it took part in", true}};
  for (const auto& place : places_of(session)) {
    if (!core::is_gastrocnemius(place.muscle)) continue;
    for (const auto& channel : place.channels) {
      const SiteState state = state_of(session, channel.role());
      table.rows.push_back({{role_title(channel.role())},
                            {share_text(state.tense_share)},
                            {std::to_string(state.cramps)}});
    }
  }
  return table;
}

}  // namespace calfemg::report
