// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "simulate/kind.hpp"
#include "simulate/random.hpp"

namespace calfemg::simulate {

/// Step of all programs of activity, s.
inline constexpr double kStepS = 0.02;

/// A course of activity: one value each kStepS, mostly between 0 and 1.
using Course = std::vector<double>;

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// How an effort begins, goes on and ends.
struct Outline {
  double duration_s = 10.0;
  double rise_s = 0.5;
  double decay_s = 0.5;
  double irregularity = 0.1;  ///< SD of the slow fluctuation
};

/// Bursts that come again and again.
struct TrainOutline {
  double duration_s = 10.0;
  double frequency_hz = 1.5;
  double duty = 0.3;   ///< burst over period
  double depth = 1.0;  ///< 0: never ends between bursts
  double phase = 0.0;  ///< 0..1, of the first burst
};

// NOLINTEND(readability-magic-numbers)

/// An effort under control: smooth ramps, a level that fluctuates and drifts a little.
[[nodiscard]] Course hold_course(const Outline& outline, Random& random);

/// A cramp: builds up in uneven steps, wavers and lulls, declines unevenly and sputters.
[[nodiscard]] Course cramp_course(const Outline& outline, Random& random);

/// A short movement: quick rise, uneven top, slower fall.
[[nodiscard]] Course burst_course(double duration_s, Random& random);

/// Several efforts of a body that turns over.
[[nodiscard]] Course turning_course(double duration_s, Random& random);

/// Rhythmic bursts, each of its own size and length.
[[nodiscard]] Course train_course(const TrainOutline& outline, Random& random);

[[nodiscard]] Course scaled(Course course, double factor);

}  // namespace calfemg::simulate
