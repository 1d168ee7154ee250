// SPDX-License-Identifier: Apache-2.0
#include "simulate/disturbance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace calfemg::simulate {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kDecays = 6.0;  // exp(-6) = 0.25 %: the rest is left out

// Motion: a few slow swings a second (De Luca 2010: below 20 Hz) and some faster rattle.
constexpr double kSwingsPerS = 3.0;
constexpr Range kSwingHz{0.5, 8.0};
constexpr Range kSwingDecayS{0.08, 0.5};
constexpr Range kRattleHz{15.0, 60.0};
constexpr Range kRattleDecayS{0.02, 0.1};
constexpr Range kUsualLeak{0.02, 0.15};
constexpr double kSmallestSwing = 0.2;

// Heart beat seen from the calf: QRS and a flat T wave.
constexpr double kBeatCv = 0.04;
constexpr double kQrsHz = 14.0;
constexpr double kQrsDecayS = 0.025;
constexpr double kTWaveHz = 2.5;
constexpr double kTWaveDecayS = 0.1;
constexpr double kTWaveShare = 0.25;
constexpr double kTWaveDelayS = 0.25;
constexpr double kSecondsAMinute = 60.0;

constexpr double kOffsetJumpEveryS = 6.0;  // of an electrode that hangs loose
constexpr double kOffsetDecayS = 3.0;

double phase(Random& random) {
  return kTwoPi * random.uniform();
}

struct MotionOutline {
  core::Interval interval;
  double amplitude_uv = 0.0;
  double leak = 0.0;
};

std::vector<Ringing> motion(const MotionOutline& outline, Random& random) {
  std::vector<Ringing> ringings;
  double time = outline.interval.start_s;
  while (time < outline.interval.end_s()) {
    const double size = outline.amplitude_uv * random.uniform(kSmallestSwing, 1.0);
    ringings.push_back({time,
                        size,
                        random.log_uniform(kSwingHz.low, kSwingHz.high),
                        random.uniform(kSwingDecayS.low, kSwingDecayS.high),
                        phase(random)});
    ringings.push_back({time,
                        size * outline.leak,
                        random.uniform(kRattleHz.low, kRattleHz.high),
                        random.uniform(kRattleDecayS.low, kRattleDecayS.high),
                        phase(random)});
    time += random.exponential(1.0 / kSwingsPerS);
  }
  return ringings;
}

std::vector<Ringing> heart_beats(const Occurrence& occurrence, Random& random) {
  std::vector<Ringing> ringings;
  const double amplitude = occurrence.value("amplitude_uv");
  const double period_s = kSecondsAMinute / occurrence.value("beats_per_minute");
  const double end_s = occurrence.onset_s + occurrence.duration_s;
  double time = occurrence.onset_s;
  while (time < end_s) {
    ringings.push_back({time, amplitude, kQrsHz, kQrsDecayS, 0.0});
    ringings.push_back({time + kTWaveDelayS,
                        amplitude * kTWaveShare,
                        kTWaveHz,
                        kTWaveDecayS,
                        -0.5 * std::numbers::pi});
    time += period_s * random.around_one(kBeatCv);
  }
  return ringings;
}

std::vector<Ringing> offset_jumps(const Occurrence& occurrence, Random& random) {
  std::vector<Ringing> ringings;
  const double end_s = occurrence.onset_s + occurrence.duration_s;
  double time = occurrence.onset_s;
  while (time < end_s) {
    const double size = occurrence.value("drift_uv") * random.normal();
    ringings.push_back({time, size, 0.0, kOffsetDecayS, 0.0});
    time += random.exponential(kOffsetJumpEveryS);
  }
  return ringings;
}

double either_sign(Random& random) {
  return random.chance(0.5) ? 1.0 : -1.0;
}

// The part of a disturbance that differs from kind to kind; flat, dropout and gap have none.
using Fill = void (*)(Disturbance& disturbance, const Occurrence& occurrence, Random& random);

struct FillRow {
  Kind kind;
  Fill fill;
};

constexpr std::array<FillRow, 7> kFills{
    {{Kind::mains,
      [](Disturbance& d, const Occurrence& o, Random& random) {
        d.hum_uv = o.value("amplitude_uv") * random.uniform(0.5, 1.0);
      }},
     {Kind::motion,
      [](Disturbance& d, const Occurrence& o, Random& random) {
        d.ringings = motion({d.interval, o.value("amplitude_uv"), o.value("leak")}, random);
      }},
     {Kind::pop,
      [](Disturbance& d, const Occurrence& o, Random& random) {
        const double size = o.value("amplitude_uv") * either_sign(random);
        d.ringings = {{o.onset_s, size, 0.0, o.value("recovery_s"), 0.0}};
      }},
     {Kind::lead_off,
      [](Disturbance& d, const Occurrence& o, Random& random) {
        d.hum_uv = o.value("amplitude_uv");
        d.emg_gain = o.value("gain");
        d.ringings = offset_jumps(o, random);
      }},
     {Kind::clip,
      [](Disturbance& d, const Occurrence& o, Random& random) {
        d.rail_offset = o.value("excess") * either_sign(random);
      }},
     {Kind::gain_step,
      [](Disturbance& d, const Occurrence& o, Random&) { d.output_gain = o.value("gain"); }},
     {Kind::ecg, [](Disturbance& d, const Occurrence& o, Random& random) {
        d.ringings = heart_beats(o, random);
      }}}};

void fill(Disturbance& disturbance, const Occurrence& occurrence, Random& random) {
  for (const auto& row : kFills) {
    if (row.kind == occurrence.kind) row.fill(disturbance, occurrence, random);
  }
}

}  // namespace

double Ringing::end_s() const {
  return start_s + kDecays * decay_s;
}

std::vector<Disturbance> make_disturbances(const Occurrence& occurrence) {
  std::vector<Disturbance> disturbances;
  for (const std::size_t e : occurrence.electrodes) {
    Random random = occurrence.random.branch("channel", e);
    Disturbance disturbance;
    disturbance.kind = occurrence.kind;
    disturbance.electrode = e;
    disturbance.interval = {occurrence.onset_s, occurrence.duration_s};
    fill(disturbance, occurrence, random);
    disturbances.push_back(std::move(disturbance));
  }
  return disturbances;
}

std::vector<Disturbance> make_motion(const std::vector<std::size_t>& electrodes,
                                     const core::Interval& interval,
                                     double amplitude_uv,
                                     const Random& random) {
  std::vector<Disturbance> disturbances;
  for (const std::size_t e : electrodes) {
    Random own = random.branch("motion on channel", e);
    const double leak = own.uniform(kUsualLeak.low, kUsualLeak.high);
    Disturbance disturbance;
    disturbance.electrode = e;
    disturbance.interval = interval;
    disturbance.ringings = motion({interval, amplitude_uv, leak}, own);
    disturbances.push_back(std::move(disturbance));
  }
  return disturbances;
}

void add_ringing(const Ringing& ringing, double first_s, double step_s, std::span<double> samples) {
  const double from = std::max(0.0, std::ceil((ringing.start_s - first_s) / step_s));
  const double to =
      std::min(static_cast<double>(samples.size()), (ringing.end_s() - first_s) / step_s);
  if (from >= to) return;
  const double since_s = first_s + from * step_s - ringing.start_s;
  const std::complex<double> rate(-1.0 / ringing.decay_s, kTwoPi * ringing.frequency_hz);
  const std::complex<double> turn = std::exp(rate * step_s);
  std::complex<double> value =
      ringing.amplitude_uv * std::exp(rate * since_s + std::complex<double>(0.0, ringing.phase));
  for (auto i = static_cast<std::size_t>(from); i < static_cast<std::size_t>(to); ++i) {
    samples[i] += value.real();
    value *= turn;
  }
}

}  // namespace calfemg::simulate
