// SPDX-License-Identifier: Apache-2.0
#include "simulate/body.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "core/expects.hpp"

namespace calfemg::simulate {
namespace {

using core::Leg;
using core::Muscle;
using core::Site;

// Numbers of the motor-unit pool; docs/simulator.md gives the sources.
constexpr double kThresholdRange = 30.0;   // largest over smallest threshold (Fuglevand 1993)
constexpr double kHighestThreshold = 0.8;  // share of the maximal drive
constexpr double kSizeRange = 25.0;        // largest over smallest potential
constexpr double kDepthCv = 0.35;          // potentials vary with the depth of the fibres
constexpr double kCrampThresholdCv = 0.5;
constexpr Range kMinRateHz{6.5, 9.0};
constexpr Range kPeakRateHz{22.0, 32.0};
constexpr double kCrampRateHz = 14.5;       // Minetto 2009
constexpr double kCrampRateSd = 4.0;        // between units
constexpr Range kCrampRates{6.0, 25.0};     // Minetto 2009
constexpr double kTemplateWidthS = 2.2e-3;  // median frequency near 85 Hz
constexpr double kTemplateWidthCv = 0.12;
constexpr double kReach = 0.27;     // of an electrode along the muscle, share of its length
constexpr double kFarReach = 0.03;  // what is heard from anywhere in the muscle
constexpr double kLengthS = 0.03;   // conduction from end to end: 12 cm at 4 m/s
constexpr double kCrosstalkWidth = 1.3;
constexpr double kCrosstalkDecay = 0.4;  // for each step to the next muscle
constexpr double kUnseenRestUv = 2.0;    // imagined electrodes, where a muscle has none
constexpr double kUpper = 0.3;
constexpr double kLower = 0.7;
constexpr double kSmallestBackground = 0.3;  // of the noise, when the noise fills the rest level

constexpr std::array kMuscles{Muscle::gastrocnemius_medialis,
                              Muscle::gastrocnemius_lateralis,
                              Muscle::soleus,
                              Muscle::tibialis_anterior};

// Steps between muscles on the leg: TA lies next to GL, soleus below both heads.
constexpr std::array<std::array<int, 4>, 4> kSteps{
    {{0, 1, 1, 3}, {1, 0, 1, 2}, {1, 1, 0, 2}, {3, 2, 2, 0}}};

std::size_t index_of(Muscle muscle) {
  return static_cast<std::size_t>(muscle) - 1;
}

double position_of(Site site) {
  if (site == Site::upper) return kUpper;
  return site == Site::lower ? kLower : 0.5;
}

double reach(double from, double to) {
  const double distance = (from - to) / kReach;
  return kFarReach + (1.0 - kFarReach) * std::exp(-0.5 * distance * distance);
}

Electrode make_electrode(const Scenario& scenario, const core::Role& role, const Random& random) {
  Random own = random.branch("electrode of " + core::label(role));
  const auto draw = [&own](const Range& range) { return own.uniform(range.low, range.high); };
  Electrode electrode;
  electrode.role = role;
  electrode.position = position_of(role.site);
  electrode.rest_uv = draw(scenario.montage.rest_uv);
  electrode.noise_uv = draw(scenario.device.noise_uv);
  electrode.mains_uv = draw(scenario.device.mains_uv);
  electrode.drift_uv = draw(scenario.device.drift_uv);
  electrode.mvc_known = own.chance(scenario.montage.mvc_known);
  const double left =
      electrode.rest_uv * electrode.rest_uv - electrode.noise_uv * electrode.noise_uv;
  const double smallest = kSmallestBackground * electrode.noise_uv;
  electrode.background_uv = std::max(left > 0.0 ? std::sqrt(left) : 0.0, smallest);
  electrode.rest_uv = std::hypot(electrode.noise_uv, electrode.background_uv);
  return electrode;
}

MotorUnit make_unit(double rank, Random& random) {
  MotorUnit unit;
  unit.threshold = kHighestThreshold * std::pow(kThresholdRange, rank - 1.0);
  unit.cramp_threshold = unit.threshold * random.around_one(kCrampThresholdCv);
  unit.min_rate_hz = random.uniform(kMinRateHz.low, kMinRateHz.high);
  unit.peak_rate_hz = random.uniform(kPeakRateHz.low, kPeakRateHz.high);
  unit.cramp_rate_hz =
      std::clamp(kCrampRateHz + kCrampRateSd * random.normal(), kCrampRates.low, kCrampRates.high);
  unit.width_s = kTemplateWidthS * random.around_one(kTemplateWidthCv);
  unit.triphasic = random.uniform(0.0, 0.5 * std::numbers::pi);
  unit.position = random.uniform();
  return unit;
}

// Where the own muscle is measured: its electrodes, or two imagined ones.
struct Reference {
  std::vector<double> positions;
  std::vector<double> rest_uv;
};

Reference reference_of(const Body& body, const MotorPool& pool) {
  if (pool.electrodes.empty()) return {{kUpper, kLower}, {kUnseenRestUv, kUnseenRestUv}};
  Reference reference;
  for (const std::size_t e : pool.electrodes) {
    reference.positions.push_back(body.electrodes[e].position);
    reference.rest_uv.push_back(body.electrodes[e].rest_uv);
  }
  return reference;
}

// Power at a place of the muscle with all units at their peak rate, for potentials `sizes`.
double peak_power(const MotorPool& pool, const std::vector<double>& sizes, double position) {
  double power = 0.0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const MotorUnit& unit = pool.units[i];
    const double amplitude = sizes[i] * reach(unit.position, position);
    power += unit.peak_rate_hz * amplitude * amplitude * unit.width_s;
  }
  return power;
}

void add_potentials(
    MotorUnit& unit, double size_uv, const MotorPool& pool, const Body& body, double crosstalk) {
  for (std::size_t e = 0; e < body.electrodes.size(); ++e) {
    const Electrode& electrode = body.electrodes[e];
    if (electrode.role.leg != pool.leg) continue;
    const int steps = kSteps.at(index_of(pool.muscle)).at(index_of(electrode.role.muscle));
    Potential potential;
    potential.electrode = e;
    potential.amplitude_uv = size_uv * reach(unit.position, electrode.position);
    potential.delay_s = kLengthS * std::abs(unit.position - electrode.position);
    if (steps > 0) {
      potential.amplitude_uv *= crosstalk * std::pow(kCrosstalkDecay, steps - 1);
      potential.width = kCrosstalkWidth;
    }
    unit.potentials.push_back(potential);
  }
}

MotorPool make_pool(const Scenario& scenario, const Body& body, core::Role role, Random random) {
  const auto draw = [&random](const Range& range) { return random.uniform(range.low, range.high); };
  MotorPool pool{role.leg, role.muscle, body.electrodes_on(role.leg, role.muscle), {}};
  const auto count = static_cast<std::size_t>(std::lround(draw(scenario.montage.units)));
  std::vector<double> sizes;
  for (std::size_t i = 0; i < count; ++i) {
    const double rank = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    pool.units.push_back(make_unit(rank, random));
    sizes.push_back(std::pow(kSizeRange, rank) * random.around_one(kDepthCv));
  }
  const double mvc_uv = draw(scenario.montage.mvc_uv);
  const double mean_power =
      0.5 * (peak_power(pool, sizes, kUpper) + peak_power(pool, sizes, kLower));
  const double scale = mvc_uv / std::sqrt(mean_power);
  const Reference reference = reference_of(body, pool);
  for (std::size_t i = 0; i < count; ++i) {
    MotorUnit& unit = pool.units[i];
    add_potentials(unit, sizes[i] * scale, pool, body, draw(scenario.montage.crosstalk));
    for (std::size_t r = 0; r < reference.positions.size(); ++r) {
      const double amplitude =
          sizes[i] * scale * reach(unit.position, reference.positions[r]) / reference.rest_uv[r];
      unit.reference.push_back(amplitude * amplitude * unit.width_s);
    }
  }
  return pool;
}

double mvc_at(const MotorPool& pool, std::size_t electrode) {
  double power = 0.0;
  for (const auto& unit : pool.units) {
    for (const auto& potential : unit.potentials) {
      if (potential.electrode != electrode) continue;
      power += unit.peak_rate_hz * potential.amplitude_uv * potential.amplitude_uv * unit.width_s;
    }
  }
  return std::sqrt(power);
}

std::vector<Site> sites_of(const MontageSpec& montage, Muscle muscle) {
  if (!core::is_gastrocnemius(muscle) || montage.sites.empty()) return {Site::whole};
  return montage.sites;
}

}  // namespace

std::size_t Body::pool(Leg leg, Muscle muscle) const {
  const auto found = std::find_if(pools.begin(), pools.end(), [&](const MotorPool& candidate) {
    return candidate.leg == leg && candidate.muscle == muscle;
  });
  CALFEMG_EXPECTS(found != pools.end());
  return static_cast<std::size_t>(found - pools.begin());
}

bool Body::has_leg(Leg leg) const {
  return std::any_of(
      pools.begin(), pools.end(), [leg](const MotorPool& pool) { return pool.leg == leg; });
}

std::vector<std::size_t> Body::electrodes_on(Leg leg, Muscle muscle) const {
  std::vector<std::size_t> found;
  for (std::size_t e = 0; e < electrodes.size(); ++e) {
    const core::Role& role = electrodes[e].role;
    if (role.leg == leg && (muscle == Muscle::none || role.muscle == muscle)) found.push_back(e);
  }
  return found;
}

Body make_body(const Scenario& scenario, const Random& random) {
  Body body;
  for (const Leg leg : scenario.montage.legs) {
    for (const Muscle muscle : scenario.montage.muscles) {
      for (const Site site : sites_of(scenario.montage, muscle))
        body.electrodes.push_back(make_electrode(scenario, {leg, muscle, site}, random));
    }
  }
  for (const Leg leg : scenario.montage.legs) {
    for (const Muscle muscle : kMuscles) {
      const core::Role role{leg, muscle, Site::whole};
      body.pools.push_back(
          make_pool(scenario, body, role, random.branch("pool of " + core::label(role))));
      for (const std::size_t e : body.pools.back().electrodes)
        body.electrodes[e].mvc_uv = mvc_at(body.pools.back(), e);
    }
  }
  return body;
}

}  // namespace calfemg::simulate
