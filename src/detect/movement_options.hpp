// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names
// Tags of the sources: see docs/detectors.md.

/// Leg movements by amplitude (docs/detectors.md#leg-movement).
struct LegMovementOptions {
  bool enabled = true;  ///< search for leg movements
  std::string method =
      "wasm2016";  ///< "wasm2016", "aasm2016", "ferri", "splmad": what is a movement
  bool from_gastrocnemius = true;  ///< without tibialis anterior, use the calf (non-standard) [P]
  double smoothing_s = 0.15;       ///< RMS window, s, 0.05..1; S-PLMAD [FC]
  double rectified_per_rms =
      0.7979;                        ///< mean |x| over RMS: sqrt(2/pi) for Gaussian signals, 0.3..1
  double onset_above_uv = 8.0;       ///< onset, rectified uV above rest, 1..100; AASM, WASM [F]
  double offset_above_uv = 2.0;      ///< end, rectified uV above rest, 0.1..100; AASM, WASM [F]
  double offset_hold_s = 0.5;        ///< time below it that ends a movement, s, 0.05..5 [F]
  double min_duration_s = 0.5;       ///< shortest movement, s, 0.05..5; AASM, WASM [F]
  double max_duration_s = 10.0;      ///< longest movement, s, 1..60; AASM, WASM one leg [F]
  double morphology_window_s = 0.5;  ///< a window this long must exist whose median is ..., s [F]
  double morphology_above_uv = 2.0;  ///< ... this far above rest, rectified uV, 0..100; WASM [F]
  double rest_window_s = 60.0;       ///< local rest level: window around, s, 5..600; MATPLM [FC]
  double rest_percentile = 25.0;     ///< local rest level: percentile of the 1-s levels, 1..50 [P]
  double max_rest_uv = 15.0;  ///< above this local rest level nothing is scored, uV; MATPLM [FC]
};

/// Large muscle-group movements (docs/detectors.md#lmm).
struct LargeMovementOptions {
  bool enabled = true;           ///< search for them
  double rest_multiple = 4.0;    ///< a muscle takes part from this, x rest level, 1.5..100 [P]
  double join_gap_s = 1.5;       ///< pauses that do not end a movement, s, 0..10 [P]
  double min_duration_s = 3.0;   ///< s, 0.5..60; IRLSSG 2021: 3 s [F]
  double max_duration_s = 45.0;  ///< s, 3..600; IRLSSG 2021: 45 s [F]
  double muscle_share = 0.2;     ///< of the movement in which a muscle takes part, 0.01..1 [P]
  double min_muscles = 2.0;      ///< muscles that take part, 1..4; IRLSSG 2021 [F]
  double moving_channels = 2.0;  ///< with motion artefact on that many it is large, 1..64 [P]
  double min_bursts = 3.0;       ///< ... or with that many bursts, 1..20 [P]
};

/// Rhythmic trains (docs/detectors.md#hflm).
struct TrainOptions {
  bool enabled = true;              ///< search for them
  double smoothing_s = 0.15;        ///< RMS window, s, 0.05..0.5 [P]
  double peak_rest_multiple = 3.0;  ///< of a burst, x rest level, 1.5..100 [P]
  double peak_above_uv = 8.0;       ///< ... and above it, uV, 0..1000; as of an LM, WASM 2016 [F,P]
  double return_ratio = 2.5;        ///< peak over the trough at both sides, 1.2..20 [P]
  double min_interval_s = 0.25;     ///< 4 Hz: Yang & Winkelman 2010 [F]
  double max_interval_s = 3.34;     ///< 0.3 Hz: Yang & Winkelman 2010 [F]
  double max_interval_cv = 0.4;     ///< of the intervals of a train, 0.05..1 [P]
  double min_bursts = 4.0;          ///< 2..50; Yang & Winkelman 2010, AASM [F]
};

/// Voluntary holds and stretches (docs/detectors.md#contraction).
struct ContractionOptions {
  bool enabled = true;                ///< search for them
  double smoothing_s = 0.25;          ///< RMS window, s, 0.05..2 [P]
  double onset_rest_multiple = 2.5;   ///< x rest level, 1.1..50 [P]
  double offset_rest_multiple = 1.5;  ///< x rest level, 1..50 [P]
  double offset_hold_s = 1.0;         ///< time below it that ends one, s, 0.1..60 [P]
  double min_duration_s = 2.0;        ///< s, 0.5..60 [P]
  double max_duration_s = 180.0;      ///< s, 10..3600 [P]
  double min_tonicity = 0.8;          ///< share of bins above the offset gate, 0..1 [P]
  double tension_like_s = 60.0;       ///< longer ones below the next are tension, s, 10..3600 [P]
  double tension_like_rest_multiple = 4.0;  ///< x rest level, 1..50 [P]
};

/// Isolated brief potentials (docs/detectors.md#fasciculation).
struct FasciculationOptions {
  bool enabled = true;               ///< search for them
  double rest_multiple = 3.5;        ///< RMS of its highest bin, x rest level, 1.5..100 [P]
  double quiet_rest_multiple = 2.0;  ///< what is around stays below this, x rest level, 1..50 [P]
  double quiet_s = 0.5;              ///< around: to each side, s, 0.1..10 [P]
  double max_duration_s = 0.15;      ///< s, 0.05..0.5; AASM: at most 150 ms [BK]
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::detect
