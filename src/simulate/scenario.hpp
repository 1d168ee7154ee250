// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "core/role.hpp"
#include "simulate/kind.hpp"

namespace calfemg::simulate {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// The night around the events.
struct NightSpec {
  double duration_s = 3600.0;  ///< s, 10..86400
  bool hypnogram = true;       ///< make and write sleep stages
  double cycle_s = 5400.0;     ///< length of a sleep cycle, s, 300..10000; about 90 min
  Range wake_s{300.0, 900.0};  ///< awake before sleep, s
  double stand_out = 1.4;      ///< an event begins when RMS over rest RMS reaches this, 1.05..10
  double stand_out_tension = 1.25;  ///< the same for tension
};

/// Recorder: what it does to the signal and how it stores it.
struct DeviceSpec {
  double rate_hz = 1000.0;       ///< 100..20000
  std::string format = "int16";  ///< "int16" or "float32"
  std::string unit = "uV";       ///< "uV", "mV" or "V"
  double lsb_uv = 0.2;           ///< step of int16, uV
  double rail_uv = 0.0;          ///< input range, uV; 0: what int16 holds, none for float32
  double highpass_hz = 10.0;     ///< corner of the recorder's filter, 0.05 or more
  double lowpass_hz = 450.0;     ///< below half the rate
  Range noise_uv{0.6, 1.2};      ///< RMS in 20-450 Hz, drawn for each channel
  double mains_hz = 50.0;        ///< 50 or 60
  Range mains_uv{0.0, 0.5};      ///< RMS of the hum that is always there
  Range drift_uv{0.0, 500.0};    ///< slow wander of the electrode offset, peak
};

/// Who wears how many electrodes.
struct MontageSpec {
  std::vector<core::Leg> legs{core::Leg::left, core::Leg::right};
  std::vector<core::Muscle> muscles{core::Muscle::gastrocnemius_medialis,
                                    core::Muscle::gastrocnemius_lateralis,
                                    core::Muscle::tibialis_anterior};
  std::vector<core::Site> sites{core::Site::upper, core::Site::lower};  ///< of the heads
  Range units{60.0, 120.0};     ///< motor units of each head in reach
  Range rest_uv{1.2, 2.5};      ///< resting RMS with the recorder's noise in it
  Range mvc_uv{150.0, 400.0};   ///< RMS at maximal drive
  Range crosstalk{0.05, 0.15};  ///< amplitude in the neighbouring muscle
  double mvc_known = 0.5;       ///< chance that the file states mvc_uv of a channel
  bool background = true;       ///< false: activity only, no rest, noise or hum (for mixing)
};

// NOLINTEND(readability-magic-numbers)

/// An [[event]] of a scenario: at a fixed time, or that often.
struct EventSpec {
  Kind kind = Kind::cramp;
  std::optional<Range> onset_s;          ///< fixed
  std::optional<Range> per_hour;         ///< random: mean number an hour (Poisson)
  std::optional<Range> count;            ///< random: number in the night
  std::optional<core::Leg> leg;          ///< absent: drawn
  std::optional<core::Muscle> muscle;    ///< cramp, tension, contraction, hflm; absent: drawn
  std::string channel;                   ///< artefacts: this one only
  std::vector<core::SleepStage> stages;  ///< random: only then; empty: any
  bool beside = false;                   ///< random: also on top of other events
  std::map<std::string, Range, std::less<>> values;  ///< parameters of the kind that are set
};

/// A whole scenario. A scenario and a seed make one recording.
struct Scenario {
  std::string name = "scenario";
  std::string description;
  NightSpec night;
  DeviceSpec device;
  MontageSpec montage;
  std::vector<EventSpec> events;
};

/// Reads a scenario file; docs/simulator.md describes it.
/// @throws core::ConfigError  one sentence for each problem, with file and line: unknown keys,
/// wrong
///                            types, values out of range, combinations that cannot be
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& path);

}  // namespace calfemg::simulate
