// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/role.hpp"
#include "core/session_table.hpp"
#include "detect/detect.hpp"

// Hand-made tables: the RMS of a channel is a function of time, its envelope bins fluctuate as
// those of surface EMG do. Simulated; nothing here is a recording.
namespace calfemg::test {

inline constexpr double kBinS = 0.05;

/// RMS in microvolts at a time in seconds.
using RmsOverTime = std::function<double(double)>;

inline core::Role role(core::Leg leg, core::Muscle muscle, core::Site site = core::Site::whole) {
  return {leg, muscle, site};
}

inline const core::Role kLeftMedial = role(core::Leg::left, core::Muscle::gastrocnemius_medialis);
inline const core::Role kLeftLateral = role(core::Leg::left, core::Muscle::gastrocnemius_lateralis);
inline const core::Role kLeftTibialis = role(core::Leg::left, core::Muscle::tibialis_anterior);
inline const core::Role kRightMedial = role(core::Leg::right, core::Muscle::gastrocnemius_medialis);
inline const core::Role kRightLateral =
    role(core::Leg::right, core::Muscle::gastrocnemius_lateralis);
inline const core::Role kRightTibialis = role(core::Leg::right, core::Muscle::tibialis_anterior);

/// Fluctuation of a 50-ms RMS: sqrt(chi-square / degrees), relative SD 1/sqrt(2 degrees).
/// 2 * 250 Hz of effective bandwidth * 0.05 s = 25 to 50 degrees: 10 to 14 %.
class Fluctuation {
 public:
  Fluctuation(double relative_sd, std::uint64_t seed) : still_(relative_sd <= 0.0), random_(seed) {
    const double degrees = still_ ? 1.0 : 1.0 / (2.0 * relative_sd * relative_sd);
    power_ = std::gamma_distribution<double>(degrees / 2.0, 2.0 / degrees);
  }

  double operator()() { return still_ ? 1.0 : std::sqrt(power_(random_)); }

 private:
  bool still_;
  std::mt19937_64 random_;
  std::gamma_distribution<double> power_;
};

inline constexpr double kUsualFluctuation = 0.12;

struct Making {
  double duration_s = 600.0;
  double start_s = 0.0;
  double relative_sd = kUsualFluctuation;
};

/// A channel whose bins hold the RMS of `rms_uv` over the bin, times the fluctuation. Peaks are 2.6
/// times the RMS, no hum, low-frequency RMS a third of the band (SMR of clean surface EMG), a tenth
/// of it in 2-15 Hz.
inline core::ChannelTable channel(const core::Role& of,
                                  const Making& making,
                                  const RmsOverTime& rms_uv,
                                  std::uint64_t seed) {
  constexpr int kParts = 50;  // of a bin: 1 ms
  core::ChannelTable table;
  table.channel.name = core::label(of);
  table.channel.role = of;
  table.block = "emg";
  table.rate = core::Hertz(1000.0);
  const auto count = static_cast<std::size_t>(std::llround(making.duration_s / kBinS));
  table.bins = {making.start_s, kBinS, kBinS, count};
  Fluctuation fluctuation(making.relative_sd, seed);
  for (std::size_t i = 0; i < count; ++i) {
    double power = 0.0;
    for (int part = 0; part < kParts; ++part) {
      const double t = table.bins.time_s(i) + (part + 0.5) * kBinS / kParts;
      power += rms_uv(t) * rms_uv(t) / kParts;
    }
    const double rms = std::sqrt(power) * fluctuation();
    table.envelope_uv.push_back(static_cast<float>(rms));
    table.peak_uv.push_back(static_cast<float>(2.6 * rms));
    table.low_envelope_uv.push_back(static_cast<float>(0.1 * rms));
    table.quality.push_back(0);
  }
  const auto rows = making.duration_s < 1.0
                        ? std::size_t{0}
                        : static_cast<std::size_t>((making.duration_s - 1.0) / 0.5) + 1;
  table.rows = {making.start_s, 0.5, 1.0, rows};
  for (std::size_t row = 0; row < rows; ++row) {
    double power = 0.0;
    for (std::size_t i = row * 10; i < std::min(count, row * 10 + 20); ++i) {
      power += static_cast<double>(table.envelope_uv[i] * table.envelope_uv[i]) / 20.0;
    }
    table.coverage.push_back(1.0F);
    table.mains_rms_uv.push_back(static_cast<float>(0.2 * std::sqrt(power)));
    table.low_rms_uv.push_back(static_cast<float>(0.3 * std::sqrt(power)));
  }
  return table;
}

inline RmsOverTime steady(double uv) {
  return [uv](double) { return uv; };
}

/// Rest with `height_uv` of activity added in power between two times, with linear flanks.
inline RmsOverTime with_hold(
    RmsOverTime base, double start_s, double end_s, double height_uv, double flank_s = 0.0) {
  return [=, base = std::move(base)](double t) {
    const double below = base(t);
    if (t < start_s || t >= end_s) return below;
    const double rise = flank_s <= 0.0 ? 1.0 : std::min(1.0, (t - start_s) / flank_s);
    const double fall = flank_s <= 0.0 ? 1.0 : std::min(1.0, (end_s - t) / flank_s);
    return std::hypot(below, height_uv * std::min(rise, fall));
  };
}

/// Rest with a burst of `burst_s` every `period_s` between two times.
inline RmsOverTime with_train(
    RmsOverTime base, core::Interval when, double period_s, double burst_s, double height_uv) {
  return [=, base = std::move(base)](double t) {
    const double below = base(t);
    if (t < when.start_s || t >= when.end_s()) return below;
    const bool on = std::fmod(t - when.start_s, period_s) < burst_s;
    return on ? std::hypot(below, height_uv) : below;
  };
}

/// An electrode that swings between two times: low frequencies of `low_uv` in every bin.
inline void add_motion(core::ChannelTable& table, double from_s, double to_s, double low_uv) {
  for (std::size_t i = 0; i < table.bins.count; ++i) {
    const double t = table.bins.time_s(i) - table.bins.start_s;
    if (t >= from_s && t < to_s) table.low_envelope_uv[i] = static_cast<float>(low_uv);
  }
}

/// A session over the given channels.
inline core::SessionTable session(std::vector<core::ChannelTable> channels) {
  core::SessionTable table;
  table.channels = std::move(channels);
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(1000.0);
  if (!table.channels.empty()) {
    const core::Grid& bins = table.channels.front().bins;
    block.start = core::Seconds(bins.start_s);
    block.sample_count = bins.count * 50;
    for (const core::ChannelTable& c : table.channels) {
      block.channels.push_back(c.channel);
    }
  }
  table.recording.blocks.push_back(block);
  return table;
}

/// Both calves and both tibialis muscles at rest of 3 uV, but for the given ones.
inline core::SessionTable two_legs(
    const Making& making,
    const std::vector<std::pair<core::Role, RmsOverTime>>& not_at_rest,
    std::uint64_t seed = 1) {
  std::vector<core::ChannelTable> channels;
  for (const core::Role& of :
       {kLeftMedial, kLeftLateral, kLeftTibialis, kRightMedial, kRightLateral, kRightTibialis}) {
    RmsOverTime rms = steady(3.0);
    for (const auto& [active, its_rms] : not_at_rest) {
      if (active == of) rms = its_rms;
    }
    channels.push_back(channel(of, making, rms, seed++));
  }
  return session(std::move(channels));
}

/// Hand-made cramps are steady noise: the rules take them, the weights (rightly) take them for a
/// hold. What is weighed is tested on evidence itself.
inline detect::DetectOptions by_rules() {
  detect::DetectOptions options;
  options.cramp.scorer = "rules";
  return options;
}

inline std::vector<core::Event> of_type(const core::Findings& findings, core::EventType type) {
  std::vector<core::Event> events;
  for (const core::Event& event : findings.events) {
    if (event.type == type) events.push_back(event);
  }
  return events;
}

inline std::vector<core::Event> cramps_in(const core::SessionTable& table,
                                          const detect::DetectOptions& options = by_rules()) {
  return of_type(detect::find_events(table, options), core::EventType::cramp);
}

inline std::vector<core::Event> rejected_in(const core::SessionTable& table,
                                            const detect::DetectOptions& options = by_rules()) {
  return of_type(detect::find_events(table, options), core::EventType::rejected_cramp);
}

}  // namespace calfemg::test
