// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/recording.hpp"
#include "core/role.hpp"
#include "simulate/random.hpp"
#include "simulate/scenario.hpp"

namespace calfemg::simulate {

/// An electrode pair as it sits on the skin.
struct Electrode {
  core::Role role;
  double position = 0.5;       ///< along the muscle, 0 (upper end) .. 1
  double noise_uv = 0.0;       ///< white, RMS in 20-450 Hz
  double background_uv = 0.0;  ///< RMS of resting activity too far away to show single units
  double rest_uv = 0.0;        ///< RMS of both together: what multiples refer to
  double mains_uv = 0.0;
  double drift_uv = 0.0;
  double mvc_uv = 0.0;  ///< RMS at maximal drive
  bool mvc_known = false;
};

/// How a unit looks from one electrode pair.
struct Potential {
  std::size_t electrode = 0;
  double amplitude_uv = 0.0;  ///< of the template with energy 1 (simulate/muap.hpp)
  double delay_s = 0.0;       ///< conduction along the fibres
  double width = 1.0;         ///< the volume between widens what comes from a neighbour
};

struct MotorUnit {
  double threshold = 0.0;        ///< share of the maximal drive at which it starts
  double cramp_threshold = 0.0;  ///< the same in a cramp, where size orders less
  double min_rate_hz = 0.0;
  double peak_rate_hz = 0.0;
  double cramp_rate_hz = 0.0;
  double width_s = 0.0;    ///< time unit of its template
  double triphasic = 0.0;  ///< angle of the mixture of the two template shapes, rad
  double position = 0.0;   ///< along the muscle
  std::vector<Potential> potentials;
  std::vector<double> reference;  ///< energy of a discharge over rest power, s, for each electrode
                                  ///< of its own muscle (of two imagined ones where there is none)
};

/// The units of one muscle in reach of the electrodes, ordered by size.
struct MotorPool {
  core::Leg leg = core::Leg::left;
  core::Muscle muscle = core::Muscle::none;
  std::vector<std::size_t> electrodes;  ///< that sit on this muscle
  std::vector<MotorUnit> units;
};

struct Body {
  std::vector<Electrode> electrodes;
  std::vector<MotorPool> pools;  ///< for each leg of the montage: GM, GL, SOL, TA

  [[nodiscard]] std::size_t pool(core::Leg leg, core::Muscle muscle) const;
  [[nodiscard]] bool has_leg(core::Leg leg) const;

  /// Indices of the electrodes on a leg, on one muscle unless `none`.
  [[nodiscard]] std::vector<std::size_t> electrodes_on(core::Leg leg, core::Muscle muscle) const;
};

/// Draws a sleeper. The same for every recorder: only noise and hum depend on `scenario.device`.
[[nodiscard]] Body make_body(const Scenario& scenario, const Random& random);

}  // namespace calfemg::simulate
