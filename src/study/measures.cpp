// SPDX-License-Identifier: Apache-2.0
#include "study/measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "study/moments.hpp"

namespace calfemg::study {
namespace {

using batch::SessionContent;

constexpr double kSecondsPerHour = 3600.0;
constexpr double kSecondsPerMinute = 60.0;

// Hours of sleep, or of the recording where there is no hypnogram.
double night_hours(const SessionContent& night) {
  const double sleep_s = night.row.sleep_s;
  return (sleep_s > 0.0 ? sleep_s : night.row.duration_s) / kSecondsPerHour;
}

double usable_hours(const SessionContent& night) {
  return night.row.usable_s / kSecondsPerHour;
}

double each(double amount, double hours) {
  return hours > 0.0 ? amount / hours : kNothing;
}

Count cramps(const SessionContent& night) {
  return {static_cast<double>(night.row.cramps()), night_hours(night)};
}

Count movements(const SessionContent& night) {
  return {static_cast<double>(night.row.leg_movements), night_hours(night)};
}

Count tension_periods(const SessionContent& night) {
  return {static_cast<double>(night.row.tension_periods), usable_hours(night)};
}

template <Count (*Counted)(const SessionContent&)>
double rate(const SessionContent& night) {
  const Count count = Counted(night);
  return each(count.events, count.exposure);
}

double gastrocnemius_rest_uv(const SessionContent& night) {
  std::vector<double> levels;
  for (const auto& head : night.heads) {
    if (head.muscle.starts_with("gastrocnemius") && std::isfinite(head.rest_uv))
      levels.push_back(head.rest_uv);
  }
  return mean_of(levels);
}

// Side to side: (left - right) / (left + right) of the time in tension.
double tension_asymmetry(const SessionContent& night) {
  double left = 0.0;
  double right = 0.0;
  for (const auto& head : night.heads)
    (head.leg == "left" ? left : right) += head.tension_s;
  return left + right > 0.0 ? (left - right) / (left + right) : kNothing;
}

constexpr std::array<Measure, 7> kMeasures{{
    {"tension_min_per_h",
     "min/h",
     "Minutes of elevated tension, added up over heads, for each usable hour.",
     [](const SessionContent& n) {
       return each(n.row.tension_s / kSecondsPerMinute, usable_hours(n));
     },
     nullptr},
    {"tension_periods_per_h",
     "1/h",
     "Periods of elevated tension for each usable hour.",
     &rate<&tension_periods>,
     &tension_periods},
    {"cramps_per_h",
     "1/h",
     "Cramps of all grades for each hour of sleep (of the recording without a hypnogram).",
     &rate<&cramps>,
     &cramps},
    {"cramp_min_per_h",
     "min/h",
     "Minutes in cramps, added up over heads, for each hour of sleep.",
     [](const SessionContent& n) {
       return each(n.row.cramp_s / kSecondsPerMinute, night_hours(n));
     },
     nullptr},
    {"leg_movements_per_h",
     "1/h",
     "Leg movements of both legs for each hour of sleep.",
     &rate<&movements>,
     &movements},
    {"rest_uv",
     "uV",
     "Rest level, mean of the gastrocnemius heads.",
     &gastrocnemius_rest_uv,
     nullptr},
    {"tension_asymmetry",
     "1",
     "(left - right) / (left + right) of the time in tension.",
     &tension_asymmetry,
     nullptr},
}};

}  // namespace

std::span<const Measure> all_measures() {
  return kMeasures;
}

}  // namespace calfemg::study
