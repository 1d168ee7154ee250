// SPDX-License-Identifier: Apache-2.0
#include "report/lane.hpp"

#include <algorithm>

#include "report/clock.hpp"

namespace calfemg::report {
namespace {

constexpr double kLabelGap = 5.0;
constexpr double kLabelDrop = 3.5;  // from the line to the base of its label
constexpr double kTooClose =
    12.0;  // labels nearer than this to each other or to an edge are left out

// A run of neighbouring buckets that hold values: [first, end).
struct Run {
  std::size_t first = 0;
  std::size_t end = 0;
};

std::vector<Run> runs_of(const Buckets& buckets) {
  std::vector<Run> runs;
  bool inside = false;
  for (std::size_t i = 0; i < buckets.items.size(); ++i) {
    const bool valid = buckets.items[i].count > 0;
    if (valid && !inside) runs.push_back({i, i});
    if (valid) runs.back().end = i + 1;
    inside = valid;
  }
  return runs;
}

std::string point(char command, double x, double y) {
  return command + px(x) + " " + px(y);
}

class Tracer {
 public:
  Tracer(const Lane& lane, const Buckets& buckets) : lane_(lane), buckets_(buckets) {}

  // There along the highest values, back along the lowest; a run is as wide as its buckets.
  [[nodiscard]] std::string band(const Run& run) const {
    std::string path = point('M', left(run.first), high(run.first));
    for (std::size_t i = run.first; i < run.end; ++i)
      path += point('L', centre(i), high(i));
    path += point('L', left(run.end), high(run.end - 1));
    path += point('L', left(run.end), low(run.end - 1));
    for (std::size_t i = run.end; i > run.first; --i)
      path += point('L', centre(i - 1), low(i - 1));
    path += point('L', left(run.first), low(run.first));
    return path + "Z";
  }

  [[nodiscard]] std::string mean(const Run& run) const {
    std::string path = point('M', left(run.first), middle(run.first));
    for (std::size_t i = run.first; i < run.end; ++i)
      path += point('L', centre(i), middle(i));
    return path + point('L', left(run.end), middle(run.end - 1));
  }

 private:
  [[nodiscard]] double left(std::size_t i) const {
    return lane_.time.x(buckets_.start_s + static_cast<double>(i) * buckets_.width_s);
  }

  [[nodiscard]] double centre(std::size_t i) const {
    return lane_.time.x(buckets_.start_s + (static_cast<double>(i) + 0.5) * buckets_.width_s);
  }

  [[nodiscard]] double high(std::size_t i) const { return lane_.y(buckets_.items[i].high_uv); }

  [[nodiscard]] double middle(std::size_t i) const { return lane_.y(buckets_.items[i].mean_uv); }

  [[nodiscard]] double low(std::size_t i) const { return lane_.y(buckets_.items[i].low_uv); }

  const Lane& lane_;
  const Buckets& buckets_;
};

}  // namespace

void draw_lane_frame(SvgWriter& svg, const Lane& lane) {
  svg.leaf("rect",
           {{"class", "lane"},
            {"x", px(lane.time.left)},
            {"y", px(lane.top)},
            {"width", px(lane.time.width)},
            {"height", px(lane.height)}});
  double last_label = lane.bottom() + kTooClose / 2.0 - 1.0;
  for (const auto& tick : amplitude_ticks(lane.amplitude)) {
    const double y = lane.y(tick.position);
    svg.leaf(
        "path",
        {{"class", "decade"}, {"d", point('M', lane.time.left, y) + "H" + px(lane.time.right())}});
    if (last_label - y < kTooClose || y - lane.top < kTooClose / 2.0 - 1.0) continue;
    svg.text(
        "text",
        {{"class", "tick"}, {"x", px(lane.time.right() + kLabelGap)}, {"y", px(y + kLabelDrop)}},
        tick.label);
    last_label = y;
  }
}

void draw_envelope(SvgWriter& svg, const Lane& lane, const Buckets& buckets) {
  const Tracer tracer(lane, buckets);
  std::string band;
  std::string mean;
  for (const auto& run : runs_of(buckets)) {
    band += tracer.band(run);
    mean += tracer.mean(run);
  }
  if (band.empty()) {
    svg.text("text",
             {{"class", "nothing"},
              {"x", px(lane.time.left + lane.time.width / 2.0)},
              {"y", px(lane.top + lane.height / 2.0 + kLabelDrop)}},
             "no usable signal");
    return;
  }
  svg.leaf("path", {{"class", "band"}, {"d", band}});
  svg.leaf("path", {{"class", "mean"}, {"d", mean}});
}

void draw_rest_level(SvgWriter& svg, const Lane& lane, double rest_uv) {
  if (!(rest_uv > 0.0)) return;
  svg.leaf("path",
           {{"class", "rest"},
            {"d", point('M', lane.time.left, lane.y(rest_uv)) + "H" + px(lane.time.right())}});
}

void draw_stretches(SvgWriter& svg,
                    const Lane& lane,
                    const std::vector<core::Interval>& stretches,
                    std::string_view css_class,
                    std::string_view what) {
  const double pixel_s = lane.time.seconds() / lane.time.width;
  for (const auto& stretch : merged(stretches, pixel_s)) {
    if (stretch.end_s() <= lane.time.start_s || stretch.start_s >= lane.time.end_s) continue;
    const double x = lane.time.x(stretch.start_s);
    svg.titled("rect",
               {{"class", std::string(css_class)},
                {"x", px(x)},
                {"y", px(lane.top)},
                {"width", px(std::max(1.0, lane.time.x(stretch.end_s()) - x))},
                {"height", px(lane.height)}},
               std::string(what) + ", " + duration_text(stretch.duration_s));
  }
}

}  // namespace calfemg::report
