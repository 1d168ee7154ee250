// SPDX-License-Identifier: Apache-2.0
#include "simulate/discharge.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/expects.hpp"
#include "simulate/level_curve.hpp"

namespace calfemg::simulate {
namespace {

constexpr double kSharedModulation = 0.52;  // of the variance: cross-correlation in Minetto 2009
constexpr double kOwnWanderS = 0.3;         // time constant of a unit's own modulation
constexpr double kFrequencyWanderS = 5.0;
constexpr double kFrequencySd = 0.1;   // Hz: the common modulation has a peak, not a line
constexpr double kCommonDrive = 0.04;  // SD, voluntary: De Luca 1982, below 2 Hz
constexpr double kCommonDriveWanderS = 0.3;
constexpr double kSmallestCv = 0.08;
constexpr Range kTrim{0.7, 1.4};  // a few units cannot give every level
constexpr Range kDoubletS{0.003, 0.008};
constexpr double kDoubletVariance = 0.8;    // (1 - short interval / mean)^2, about
constexpr double kShortestInterval = 0.12;  // of the mean: refractory
constexpr Range kRateBounds{5.0, 40.0};     // Hz

constexpr std::size_t kPlaces = 7;         // of the active zone, at which the level is worked out
constexpr std::size_t kCompareEvery = 25;  // steps: twice a second is enough for the trim

// Rates of all units go up and down together: factor for each step.
Course common_modulation(const Program& program, Random random) {
  const DischargeStyle& style = program.style;
  Course factor(program.level.size(), 0.0);
  Wander frequency(kFrequencyWanderS, kStepS, kFrequencySd, random);
  Wander drive(kCommonDriveWanderS, kStepS, kCommonDrive, random);
  double phase = 2.0 * std::numbers::pi * random.uniform();
  for (double& value : factor) {
    phase += 2.0 * std::numbers::pi * kStepS * (style.modulation_hz + frequency.next(random));
    value = style.modulation_depth * std::sin(phase) + (style.cramp ? 0.0 : drive.next(random));
  }
  return factor;
}

// CV that the intervals need of their own, so that all sources together give style.isi_cv.
double own_cv(const DischargeStyle& style) {
  const double modulation = 0.5 * style.modulation_depth * style.modulation_depth;
  const double doublets = kDoubletVariance * style.doublets;
  const double left = style.isi_cv * style.isi_cv - modulation - doublets;
  return std::max(kSmallestCv, std::sqrt(std::max(0.0, left)));
}

// Drive for each step, and the factor that makes up for what a few units cannot give.
struct Drive {
  Course value;
  double highest = 0.0;
  double trim = 1.0;
};

// One curve for each of a few places on the way of the active zone.
std::vector<LevelCurve> curves_of(const MotorPool& pool, const DischargeStyle& style) {
  const std::size_t count = style.territory > 0.0 ? kPlaces : 1;
  std::vector<LevelCurve> curves;
  for (std::size_t i = 0; i < count; ++i) {
    const double along = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    curves.emplace_back(
        pool, style, style.centre_from + along * (style.centre_to - style.centre_from));
  }
  return curves;
}

Drive drive_of(const MotorPool& pool, const Program& program) {
  const std::vector<LevelCurve> curves = curves_of(pool, program.style);
  const std::size_t count = program.level.size();
  Drive drive;
  drive.value.reserve(count);
  double wanted = 0.0;
  double given = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double level = program.level[i];
    const LevelCurve& curve = curves[i * curves.size() / count];
    drive.value.push_back(curve.drive_for(level));
    if (i % kCompareEvery != 0) continue;
    const double reached = curve.level_at(drive.value.back());
    wanted += level * level;
    given += reached * reached;
  }
  drive.highest = *std::max_element(drive.value.begin(), drive.value.end());
  if (given > 0.0) drive.trim = std::clamp(std::sqrt(wanted / given), kTrim.low, kTrim.high);
  return drive;
}

class UnitTrain {
 public:
  UnitTrain(const MotorUnit& unit, const Program& program, Random random)
      : unit_(unit),
        program_(program),
        random_(random),
        own_(kOwnWanderS,
             kStepS,
             program.style.modulation_depth *
                 std::sqrt(0.5 * (1.0 - kSharedModulation) / kSharedModulation),
             random_),
        cv_(own_cv(program.style)) {
    start_again();
  }

  /// Rate in step i, Hz.
  [[nodiscard]] double rate(std::size_t i, double drive, double common) {
    const DischargeStyle& style = program_.style;
    const double along = static_cast<double>(i) / static_cast<double>(program_.level.size());
    const double centre = style.centre_from + along * (style.centre_to - style.centre_from);
    const double base = rate_at(unit_, style, drive * share_of_drive(unit_, style, centre));
    if (base <= 0.0) return 0.0;
    const double own = style.modulation_depth > 0.0 ? own_.next(random_) : 0.0;
    return std::clamp(base * (1.0 + common + own), kRateBounds.low, kRateBounds.high);
  }

  /// Times of the discharges in step i.
  void advance(std::size_t i, double rate_hz, std::vector<double>& times) {
    if (rate_hz <= 0.0) {
      if (progress_ > 0.0) start_again();
      progress_ = 0.0;
      return;
    }
    const double begin_s = program_.start_s + static_cast<double>(i) * kStepS;
    double left_s = kStepS;
    while (progress_ + left_s * rate_hz >= interval_) {
      left_s -= (interval_ - progress_) / rate_hz;
      times.push_back(begin_s + kStepS - left_s);
      if (random_.chance(program_.style.doublets))
        times.push_back(times.back() + random_.uniform(kDoubletS.low, kDoubletS.high));
      progress_ = 0.0;
      interval_ = std::max(kShortestInterval, random_.around_one(cv_));
    }
    progress_ += left_s * rate_hz;
  }

 private:
  // The first interval is cut at random, so that units do not start together.
  void start_again() { interval_ = random_.uniform() * random_.around_one(cv_); }

  const MotorUnit& unit_;
  const Program& program_;
  Random random_;
  Wander own_;
  double cv_;
  double interval_ = 1.0;  ///< until the next discharge, in mean intervals
  double progress_ = 0.0;
};

bool can_start(const MotorUnit& unit, const DischargeStyle& style, double highest_drive) {
  return highest_drive > (style.cramp ? unit.cramp_threshold : unit.threshold);
}

}  // namespace

double level_for_multiple(double multiple) {
  return std::sqrt(std::max(0.0, multiple * multiple - 1.0));
}

std::vector<Spike> discharge(const Body& body,
                             std::size_t pool_index,
                             const Program& program,
                             const Random& random) {
  const MotorPool& pool = body.pools[pool_index];
  CALFEMG_EXPECTS(!program.level.empty());
  const Drive drive = drive_of(pool, program);
  const Course common = common_modulation(program, random.branch("common"));
  std::vector<Spike> spikes;
  std::vector<double> times;
  for (std::size_t u = 0; u < pool.units.size(); ++u) {
    if (!can_start(pool.units[u], program.style, drive.highest)) continue;
    UnitTrain train(pool.units[u], program, random.branch("unit", u));
    times.clear();
    for (std::size_t i = 0; i < program.level.size(); ++i)
      train.advance(i, train.rate(i, drive.value[i], common[i]), times);
    for (const double time : times) {
      spikes.push_back({time,
                        static_cast<std::uint32_t>(pool_index),
                        static_cast<std::uint32_t>(u),
                        static_cast<float>(drive.trim),
                        static_cast<float>(program.style.width)});
    }
  }
  std::stable_sort(spikes.begin(), spikes.end(), [](const Spike& a, const Spike& b) {
    return a.time_s < b.time_s;
  });
  return spikes;
}

}  // namespace calfemg::simulate
