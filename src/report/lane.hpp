// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "report/envelope.hpp"
#include "report/scales.hpp"
#include "report/svg.hpp"

namespace calfemg::report {

/// Where one envelope is drawn.
struct Lane {
  TimeScale time;
  AmplitudeScale amplitude;
  double top = 0.0;
  double height = 1.0;

  [[nodiscard]] double y(double uv) const { return top + height * (1.0 - amplitude.fraction(uv)); }

  [[nodiscard]] double bottom() const { return top + height; }
};

/// Frame, decade lines and their labels at the right side.
void draw_lane_frame(SvgWriter& svg, const Lane& lane);

/// Range (low to high) as a band and the mean as a line; empty buckets interrupt both.
void draw_envelope(SvgWriter& svg, const Lane& lane, const Buckets& buckets);

/// The rest level as a dashed line; nothing for NaN.
void draw_rest_level(SvgWriter& svg, const Lane& lane, double rest_uv);

/// Shaded stretches, at least one pixel wide, joined where they would touch on the page.
/// @param css_class  "gap" or "artefact"; @param what  begins the tooltip
void draw_stretches(SvgWriter& svg,
                    const Lane& lane,
                    const std::vector<core::Interval>& stretches,
                    std::string_view css_class,
                    std::string_view what);

}  // namespace calfemg::report
