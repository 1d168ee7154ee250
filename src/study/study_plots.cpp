// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "report/html_text.hpp"
#include "report/svg.hpp"
#include "study/study_page.hpp"

namespace calfemg::study {
namespace {

using report::px;
using report::SvgWriter;

constexpr double kWidth = 320.0;
constexpr double kHeight = 180.0;
constexpr double kTop = 12.0;
constexpr double kBottom = 150.0;
constexpr double kLeft = 52.0;
constexpr double kLeftColumn = 110.0;
constexpr double kRightColumn = 250.0;
constexpr double kLabelDrop = 18.0;
constexpr double kDot = 3.0;
constexpr double kGap = 4.0;
constexpr double kMedianHalf = 18.0;
constexpr int kDecimals = 2;

/// Values to height.
struct Scale {
  double low = 0.0;
  double high = 1.0;

  explicit Scale(const std::vector<double>& values) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    low = *least;
    high = *most > *least ? *most : *least + 1.0;
  }

  [[nodiscard]] double y(double value) const {
    return kBottom - (kBottom - kTop) * (value - low) / (high - low);
  }
};

void open_plot(SvgWriter& svg, const std::string& title) {
  svg.open("svg",
           {{"viewBox", "0 0 " + px(kWidth) + " " + px(kHeight)},
            {"role", "img"},
            {"width", px(kWidth)},
            {"height", px(kHeight)}});
  svg.text("title", {}, title);
}

void draw_scale(SvgWriter& svg, const Scale& scale) {
  for (const double value : {scale.low, scale.high}) {
    svg.text("text",
             {{"x", px(kLeft - kGap)}, {"y", px(scale.y(value) + kGap)}, {"text-anchor", "end"}},
             core::fixed_text(value, kDecimals));
    svg.leaf("line",
             {{"class", "grid"},
              {"x1", px(kLeft)},
              {"x2", px(kWidth)},
              {"y1", px(scale.y(value))},
              {"y2", px(scale.y(value))}});
  }
}

void draw_sample(SvgWriter& svg, const Sample& sample, const Scale& scale, double x) {
  for (std::size_t i = 0; i < sample.values.size(); ++i)
    svg.titled("circle",
               {{"cx", px(x)}, {"cy", px(scale.y(sample.values[i]))}, {"r", px(kDot)}},
               sample.subjects[i] + ": " + core::fixed_text(sample.values[i], kDecimals));
  const double median = scale.y(describe(sample.values).median);
  svg.leaf("line",
           {{"class", "median"},
            {"x1", px(x - kMedianHalf)},
            {"x2", px(x + kMedianHalf)},
            {"y1", px(median)},
            {"y2", px(median)}});
  svg.text("text",
           {{"x", px(x)}, {"y", px(kBottom + kLabelDrop)}, {"text-anchor", "middle"}},
           report::shortened(sample.name, static_cast<std::size_t>(kLabelDrop)));
}

void draw_slopes(SvgWriter& svg, const Comparison& c, const Scale& scale) {
  for (std::size_t i = 0; i < c.a.values.size(); ++i)
    svg.leaf("line",
             {{"class", "slope"},
              {"x1", px(kLeftColumn)},
              {"y1", px(scale.y(c.a.values[i]))},
              {"x2", px(kRightColumn)},
              {"y2", px(scale.y(c.b.values[i]))}});
}

// "A": a cramp in this part of the night; a digit: how much was active.
std::string shade_of(char part) {
  constexpr double kLevels = 9.0;
  if (part >= 'A') return "fill:#b03030";
  const double level = static_cast<double>(part - '0') / kLevels;
  return "fill:#2a5d9c;fill-opacity:" + core::fixed_text(level, kDecimals);
}

}  // namespace

std::string comparison_plot(const Comparison& c) {
  std::vector<double> all = c.a.values;
  all.insert(all.end(), c.b.values.begin(), c.b.values.end());
  if (c.a.values.empty() || c.b.values.empty()) return {};
  const Scale scale(all);
  SvgWriter svg;
  open_plot(svg, std::string(c.measure->name) + ": " + c.a.name + " and " + c.b.name);
  draw_scale(svg, scale);
  if (c.paired) draw_slopes(svg, c, scale);
  draw_sample(svg, c.a, scale, kLeftColumn);
  draw_sample(svg, c.b, scale, kRightColumn);
  svg.close();
  return std::move(svg).finished();
}

std::string nights_plot(const Study& study) {
  constexpr double kCell = 12.0;
  constexpr double kNames = 220.0;
  constexpr std::size_t kNameCharacters = 34;
  std::size_t parts = 0;
  for (const Night& night : study.nights)
    parts = std::max(parts, night.activity.size());
  if (parts == 0) return {};
  SvgWriter svg;
  const double width = kNames + kCell * static_cast<double>(parts);
  const double height = kCell * static_cast<double>(study.nights.size() + 1);
  svg.open("svg",
           {{"viewBox", "0 0 " + px(width) + " " + px(height)},
            {"role", "img"},
            {"width", px(width)},
            {"height", px(height)}});
  svg.text("title", {}, "Activity over the night; red: a cramp");
  double top = 0.0;
  for (const Night& night : study.nights) {
    top += kCell;
    svg.text(
        "text", {{"x", "0"}, {"y", px(top)}}, report::shortened(night.folder, kNameCharacters));
    for (std::size_t i = 0; i < night.activity.size(); ++i)
      svg.leaf("rect",
               {{"x", px(kNames + kCell * static_cast<double>(i))},
                {"y", px(top - kCell)},
                {"width", px(kCell)},
                {"height", px(kCell - 1.0)},
                {"style", shade_of(night.activity[i])}});
  }
  svg.close();
  return std::move(svg).finished();
}

std::string curve_plot(const AlignedCurve& curve) {
  constexpr double kSecondsPerMinute = 60.0;
  std::vector<double> values;
  for (const auto& p : curve.points) {
    for (const double value : {p.mean, p.low, p.high}) {
      if (std::isfinite(value)) values.push_back(value);
    }
  }
  if (curve.points.size() < 2 || values.empty()) return {};
  const Scale scale(values);
  const double first = curve.points.front().offset_s;
  const double span = curve.points.back().offset_s - first;
  const auto x = [&](const AlignedPoint& p) {
    return kLeft + (kWidth - kLeft) * (p.offset_s - first) / span;
  };
  std::string mean;
  std::string band;
  std::string back;
  for (const auto& p : curve.points) {
    mean += px(x(p)) + "," + px(scale.y(p.mean)) + " ";
    if (!std::isfinite(p.low)) continue;
    band += px(x(p)) + "," + px(scale.y(p.high)) + " ";
    back.insert(0, px(x(p)) + "," + px(scale.y(p.low)) + " ");
  }
  SvgWriter svg;
  open_plot(svg, curve.feature + " around the onset of cramps, " + curve.head);
  draw_scale(svg, scale);
  if (!band.empty()) svg.leaf("polygon", {{"class", "band"}, {"points", band + back}});
  svg.leaf("polyline", {{"class", "mean"}, {"points", mean}});
  for (const auto* p : {&curve.points.front(), &curve.points.back()})
    svg.text("text",
             {{"x", px(x(*p))},
              {"y", px(kBottom + kLabelDrop)},
              {"text-anchor", p == &curve.points.front() ? "start" : "end"}},
             core::fixed_text(p->offset_s / kSecondsPerMinute, 0) + " min");
  svg.close();
  return std::move(svg).finished();
}

}  // namespace calfemg::study
