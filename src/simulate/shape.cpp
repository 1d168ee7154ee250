// SPDX-License-Identifier: Apache-2.0
#include "simulate/shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace calfemg::simulate {
namespace {

// How courses look: chosen, not measured; docs/simulator.md#courses.
constexpr double kHoldWanderS = 1.5;   // time constant of a held level
constexpr double kHoldTrend = 0.15;    // SD of the change over a hold
constexpr double kCrampWanderS = 4.0;  // a cramp wavers more slowly and more
constexpr double kLullEveryS = 25.0;   // mean time between lulls of a cramp
constexpr Range kLullS{0.5, 2.0};
constexpr Range kLullDepth{0.3, 0.6};
constexpr int kStairs = 4;        // uneven steps of build-up and decline
constexpr double kSputter = 0.6;  // largest dip while a cramp dies down
constexpr double kSputterWanderS = 0.4;
constexpr double kBurstRise = 0.2;  // of a movement, share of its duration
constexpr double kBurstFall = 0.4;
constexpr double kShortestEdgeS = 0.04;
constexpr double kBurstWanderS = 0.3;
constexpr double kBurstIrregularity = 0.2;
constexpr Range kTurnPieceS{0.6, 4.0};  // efforts while turning over
constexpr Range kTurnLevel{0.1, 1.0};
constexpr double kTrainSizeCv = 0.2;
constexpr double kTrainPeriodCv = 0.08;

std::size_t steps_in(double duration_s) {
  return std::max<std::size_t>(2, static_cast<std::size_t>(std::lround(duration_s / kStepS)));
}

double smooth(double share) {
  const double x = std::clamp(share, 0.0, 1.0);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * x);
}

// Rises from 0 to 1 over `count` steps of uneven height at uneven times.
Course stairs(std::size_t count, Random& random) {
  std::vector<std::pair<double, double>> knots{{0.0, 0.0}};
  double time = 0.0;
  double height = 0.0;
  for (int i = 0; i < kStairs; ++i) {
    time += random.exponential(1.0) + kBurstRise;
    height += random.exponential(1.0) + kBurstRise;
    knots.emplace_back(time, height);
  }
  Course course(count);
  std::size_t knot = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const double at = time * static_cast<double>(i + 1) / static_cast<double>(count);
    while (knot + 1 < knots.size() && knots[knot].first < at)
      ++knot;
    const auto& [t0, h0] = knots[knot - 1];
    const auto& [t1, h1] = knots[knot];
    course[i] = (h0 + (h1 - h0) * smooth((at - t0) / (t1 - t0))) / height;
  }
  return course;
}

void fluctuate(Course& course, double tau_s, double amount, Random& random) {
  Wander wander(tau_s, kStepS, amount, random);
  for (double& value : course)
    value *= std::max(0.0, 1.0 + wander.next(random));
}

void lull(Course& course, const Outline& outline, Random& random) {
  double time = outline.rise_s + random.exponential(kLullEveryS);
  while (time < outline.duration_s - outline.decay_s) {
    const double length = random.uniform(kLullS.low, kLullS.high);
    const double depth = random.uniform(kLullDepth.low, kLullDepth.high);
    const auto first = static_cast<std::size_t>(time / kStepS);
    const std::size_t last = std::min(course.size(), first + steps_in(length));
    for (std::size_t i = first; i < last; ++i) {
      const double share = static_cast<double>(i - first) / static_cast<double>(last - first);
      course[i] *= 1.0 - depth * std::sin(std::numbers::pi * share);
    }
    time += length + random.exponential(kLullEveryS);
  }
}

// So that a cramp asked for a multiple of rest has it in its median.
Course with_median_one(Course course) {
  Course sorted = course;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const double median = *middle;
  return median > 0.0 ? scaled(std::move(course), 1.0 / median) : course;
}

}  // namespace

Course hold_course(const Outline& outline, Random& random) {
  Course course(steps_in(outline.duration_s));
  const double trend = kHoldTrend * random.normal();
  for (std::size_t i = 0; i < course.size(); ++i) {
    const double from_start = (static_cast<double>(i) + 0.5) * kStepS;
    const double to_end = static_cast<double>(course.size()) * kStepS - from_start;
    const double rise = smooth(from_start / std::max(outline.rise_s, kShortestEdgeS));
    const double fall = smooth(to_end / std::max(outline.decay_s, kShortestEdgeS));
    const double drift = 1.0 + trend * (from_start / outline.duration_s - 0.5);
    course[i] = std::min(rise, fall) * drift;
  }
  fluctuate(course, kHoldWanderS, outline.irregularity, random);
  return course;
}

Course cramp_course(const Outline& outline, Random& random) {
  Course course(steps_in(outline.duration_s), 1.0);
  const double edges = outline.rise_s + outline.decay_s;
  const double shrink = std::min(1.0, 0.8 * outline.duration_s / edges);
  const Course rise = stairs(std::min(course.size(), steps_in(outline.rise_s * shrink)), random);
  const Course fall = stairs(std::min(course.size(), steps_in(outline.decay_s * shrink)), random);
  for (std::size_t i = 0; i < rise.size(); ++i)
    course[i] *= rise[i];
  Wander sputter(kSputterWanderS, kStepS, 1.0, random);
  for (std::size_t i = 0; i < fall.size(); ++i) {
    const double dip = kSputter * smooth(0.5 * sputter.next(random));
    course[course.size() - 1 - i] *= fall[i] * (1.0 - dip * (1.0 - fall[i]));
  }
  lull(course, outline, random);
  fluctuate(course, kCrampWanderS, outline.irregularity, random);
  return with_median_one(std::move(course));
}

Course burst_course(double duration_s, Random& random) {
  const Outline outline{duration_s,
                        std::max(kShortestEdgeS, kBurstRise * duration_s * random.uniform()),
                        std::max(kShortestEdgeS, kBurstFall * duration_s * random.uniform()),
                        0.0};
  Course course = hold_course(outline, random);
  fluctuate(course, kBurstWanderS, kBurstIrregularity, random);
  return course;
}

Course turning_course(double duration_s, Random& random) {
  Course course;
  const std::size_t count = steps_in(duration_s);
  while (course.size() < count) {
    const double piece_s = random.uniform(kTurnPieceS.low, kTurnPieceS.high);
    const double level = random.uniform(kTurnLevel.low, kTurnLevel.high);
    for (const double value : burst_course(piece_s, random))
      course.push_back(level * value);
  }
  course.resize(count);
  return course;
}

Course train_course(const TrainOutline& outline, Random& random) {
  Course course(steps_in(outline.duration_s), 0.0);
  double size = random.around_one(kTrainSizeCv);
  double period_s = 1.0 / outline.frequency_hz;
  double phase = outline.phase;
  for (double& value : course) {
    phase += kStepS / period_s;
    if (phase >= 1.0) {
      phase -= 1.0;
      size = random.around_one(kTrainSizeCv);
      period_s = random.around_one(kTrainPeriodCv) / outline.frequency_hz;
    }
    const double inside = phase / outline.duty;
    const double burst = inside < 1.0 ? std::sqrt(std::sin(std::numbers::pi * inside)) : 0.0;
    value = size * (1.0 - outline.depth * (1.0 - burst));
  }
  return course;
}

Course scaled(Course course, double factor) {
  for (double& value : course)
    value *= factor;
  return course;
}

}  // namespace calfemg::simulate
