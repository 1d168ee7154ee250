// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "simulate/body.hpp"
#include "simulate/discharge.hpp"

namespace calfemg::simulate {

/// Mean discharge rate of a unit at a drive of 0..1, Hz; 0 below its threshold.
[[nodiscard]] double rate_at(const MotorUnit& unit, const DischargeStyle& style, double drive);

/// Share of the drive that a unit gets when the active zone is at `centre`.
[[nodiscard]] double share_of_drive(const MotorUnit& unit,
                                    const DischargeStyle& style,
                                    double centre);

/// RMS of a muscle's activity (over rest, where it is largest) against the drive:
///   level^2 = max over electrodes of  sum over units of  rate * energy of a discharge / rest^2
/// for discharges that do not know of each other.
class LevelCurve {
 public:
  LevelCurve(const MotorPool& pool, const DischargeStyle& style, double centre);

  /// Drive whose level is nearest; 1 for levels out of reach, 0 for level 0.
  [[nodiscard]] double drive_for(double level) const;

  /// Level at a drive, by the sum and not by the curve.
  [[nodiscard]] double level_at(double drive) const;

 private:
  const MotorPool& pool_;
  DischargeStyle style_;
  std::vector<double> shares_;  ///< of the drive, for each unit
  std::vector<double> drives_;
  std::vector<double> levels_;  ///< does not fall
};

}  // namespace calfemg::simulate
