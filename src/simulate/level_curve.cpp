// SPDX-License-Identifier: Apache-2.0
#include "simulate/level_curve.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::simulate {
namespace {

constexpr double kRateGainHz = 60.0;       // rise of the rate over the full drive
constexpr double kCrampRateAtOnset = 0.8;  // of the unit's own rate in a cramp
constexpr double kLowestDrive = 0.004;     // below the threshold of every unit
constexpr int kPoints = 120;
constexpr double kJustAbove = 1.0001;  // of a threshold
constexpr double kFaintest = 0.1;      // below this share of the first unit, silence

}  // namespace

double rate_at(const MotorUnit& unit, const DischargeStyle& style, double drive) {
  const double threshold = style.cramp ? unit.cramp_threshold : unit.threshold;
  if (drive <= threshold) return 0.0;
  if (style.cramp) {
    const double excess = std::min(1.0, drive / threshold - 1.0);
    return unit.cramp_rate_hz * (kCrampRateAtOnset + 2.0 * (1.0 - kCrampRateAtOnset) * excess);
  }
  return std::min(unit.peak_rate_hz, unit.min_rate_hz + kRateGainHz * (drive - threshold));
}

double share_of_drive(const MotorUnit& unit, const DischargeStyle& style, double centre) {
  if (style.territory <= 0.0) return 1.0;
  const double distance = (unit.position - centre) / style.territory;
  return std::exp(-0.5 * distance * distance);
}

LevelCurve::LevelCurve(const MotorPool& pool, const DischargeStyle& style, double centre)
    : pool_(pool), style_(style) {
  for (const auto& unit : pool_.units)
    shares_.push_back(share_of_drive(unit, style_, centre));
  for (int i = 0; i <= kPoints; ++i)
    drives_.push_back(kLowestDrive *
                      std::pow(1.0 / kLowestDrive, static_cast<double>(i) / kPoints));
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    const MotorUnit& unit = pool_.units[i];
    const double start = (style_.cramp ? unit.cramp_threshold : unit.threshold) / shares_[i];
    if (start < 1.0) drives_.push_back(kJustAbove * start);
  }
  std::sort(drives_.begin(), drives_.end());
  double highest = 0.0;
  for (const double drive : drives_) {
    highest = std::max(highest, level_at(drive));
    levels_.push_back(highest);
  }
}

double LevelCurve::level_at(double drive) const {
  std::vector<double> power(pool_.units.front().reference.size(), 0.0);
  for (std::size_t i = 0; i < pool_.units.size(); ++i) {
    const MotorUnit& unit = pool_.units[i];
    const double rate = rate_at(unit, style_, drive * shares_[i]);
    for (std::size_t r = 0; r < power.size(); ++r)
      power[r] += rate * unit.reference[r] * style_.width;
  }
  return std::sqrt(*std::max_element(power.begin(), power.end()));
}

double LevelCurve::drive_for(double level) const {
  if (level <= 0.0) return 0.0;
  const auto above = std::lower_bound(levels_.begin(), levels_.end(), level);
  if (above == levels_.end()) return 1.0;
  const auto i = static_cast<std::size_t>(above - levels_.begin());
  if (i == 0) return drives_.front();
  // A unit that starts is a step of the level: take the side that is nearer.
  const double below = std::max(levels_[i - 1], kFaintest * levels_[i]);
  return level * level > below * levels_[i] ? drives_[i] : drives_[i - 1];
}

}  // namespace calfemg::simulate
