// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/body.hpp"
#include "simulate/random.hpp"
#include "simulate/shape.hpp"

namespace calfemg::simulate {

/// One discharge of one motor unit. Times do not depend on any sampling rate.
struct Spike {
  double time_s = 0.0;
  std::uint32_t pool = 0;
  std::uint32_t unit = 0;
  float gain = 1.0F;   ///< of the potential's amplitude
  float width = 1.0F;  ///< of the potential's width
};

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// How units discharge: under control, or in a cramp.
struct DischargeStyle {
  bool cramp = false;             ///< cramp rates and thresholds, which size orders less
  double isi_cv = 0.15;           ///< of the intervals, all sources together
  double modulation_hz = 1.4;     ///< common modulation of the rates
  double modulation_depth = 0.0;  ///< its amplitude over the mean rate
  double doublets = 0.0;          ///< share of discharges that are followed at once by another
  double width = 1.0;             ///< of the potentials
  double territory = 0.0;         ///< SD of the active zone along the muscle; 0: the whole muscle
  double centre_from = 0.5;       ///< where the zone is at the start
  double centre_to = 0.5;         ///< and at the end
};

// NOLINTEND(readability-magic-numbers)

/// What a muscle is asked to do: RMS of its activity over rest RMS, at the electrode of the muscle
/// where that is largest, one value each kStepS.
struct Program {
  double start_s = 0.0;
  Course level;
  DischargeStyle style;
};

/// RMS of activity above rest that makes the total `multiple` times rest: sqrt(multiple^2 - 1).
[[nodiscard]] double level_for_multiple(double multiple);

/// Turns a program into discharges, ordered by time. Units start by size (Henneman 1965) and raise
/// their rates with the drive (Fuglevand, Winter & Patla 1993, piecewise linear); intervals are
/// log-normal round the momentary rate. The drive is found from the wanted level by the pool's own
/// curve of level against drive; a level above the maximum is cut there.
[[nodiscard]] std::vector<Spike> discharge(const Body& body,
                                           std::size_t pool,
                                           const Program& program,
                                           const Random& random);

}  // namespace calfemg::simulate
