// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/role.hpp"
#include "report/session.hpp"

namespace calfemg::report {

/// Seconds of elevated tension of a head in equal parts of the night.
struct TensionCourse {
  core::Leg leg = core::Leg::left;
  core::Muscle muscle = core::Muscle::none;
  double step_s = 1.0;  ///< length of a part; the last one may be shorter
  std::vector<double> tense_s;
};

/// One course for each gastrocnemius head that was recorded: parts of 5 minutes, of 30 minutes in
/// recordings of three hours and more.
[[nodiscard]] std::vector<TensionCourse> tension_courses(const Session& session);

/// The courses as rows of bars; "" when no tension was found.
[[nodiscard]] std::string tension_course_svg(const Session& session);

}  // namespace calfemg::report
