// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/scales.hpp"
#include "report/session.hpp"
#include "report/svg.hpp"

namespace calfemg::report {

/// A narrow row of the night without an amplitude: events, annotations, stages.
struct Strip {
  TimeScale time;
  double top = 0.0;
  double height = 1.0;

  [[nodiscard]] double bottom() const { return top + height; }
};

/// Cramps as numbered pins (look and word tell the grade) that link to their cards, tension as
/// bars, turned-down candidates as crosses.
void draw_head_events(SvgWriter& svg,
                      const Strip& strip,
                      const Session& session,
                      const Place& place);

/// One short stroke for each leg movement, all in one path.
void draw_leg_movements(SvgWriter& svg, const Strip& strip, const Session& session, core::Leg leg);

/// Bars for contractions, large movements, rhythmic trains and whatever has no head.
void draw_other_activity(SvgWriter& svg, const Strip& strip, const Session& session, core::Leg leg);

[[nodiscard]] bool has_leg_movements(const Session& session, core::Leg leg);
[[nodiscard]] bool has_other_activity(const Session& session, core::Leg leg);

/// Flags with the label where there is room; the whole text is in the tooltip.
void draw_annotations(SvgWriter& svg, const Strip& strip, const Session& session);

/// Stages as steps, REM drawn thick as usual, unscored time left blank.
void draw_hypnogram(SvgWriter& svg, const Strip& strip, const core::Hypnogram& hypnogram);

}  // namespace calfemg::report
