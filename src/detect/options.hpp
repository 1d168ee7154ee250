// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/artifact_options.hpp"
#include "detect/cramp_options.hpp"
#include "detect/movement_options.hpp"
#include "detect/plm_options.hpp"

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

// Tags of the sources, as in docs/detectors.md:
//   [F]  published finding            [FC] source code of a published implementation
//   [BK] background, not verified     [P]  proposal of this program, an engineering inference

/// Resting amplitude of a channel over the whole session (docs/detectors.md#rest-level).
struct RestOptions {
  double window_s = 1.0;         ///< RMS window, s, 0.2..10; domain practice, Veiersted 2013 [F]
  double min_coverage = 0.8;     ///< usable share a window needs, 0..1 [P]
  double lowest_fraction = 0.5;  ///< quietest share of the windows that counts as rest, 0.05..1 [P]
  bool sleep_only = true;        ///< only epochs of sleep when a hypnogram says so [P]
  double min_sleep_s = 600.0;    ///< with less usable sleep than this, all epochs, s, 0..86400 [P]
  double min_usable_s = 5.0;     ///< with less usable signal no rest level is given, s, 1..3600 [P]
  double noise_floor_percentile = 1.0;  ///< percentile of the RMS taken as noise floor, 0..50 [P]
};

/// Sustained activity above rest (docs/detectors.md#tension).
struct TensionOptions {
  bool enabled = true;       ///< search for elevated tension
  double smoothing_s = 1.0;  ///< RMS window, s, 0.2..10; Veiersted 2013: 1-3 s [F]
  double above_sigma = 3.0;  ///< gate, SD of the rest level above it, 0..50 [P]; Klein 2009 [F]
  double above_rest_fraction = 0.35;  ///< gate, share of the rest level above it, 0..10 [P]
  double above_uv = 0.5;              ///< gate, uV above the rest level, 0..1000 [P]
  double ceiling_rest_multiple =
      6.0;                        ///< stronger is contraction, not tension, x rest, 1.5..100 [P]
  double max_gap_s = 2.0;         ///< pauses up to this do not end a period, s, 0..60 [P]
  double max_bridge_s = 20.0;     ///< unknown time (artefact, leg movement) up to this neither, s,
                                  ///< 0..600 [P]
  double movement_guard_s = 5.0;  ///< before and after a leg movement nothing is said, s, 0..60 [P]
  double min_usable_share = 0.9;  ///< of a period free of artefact, 0..1 [P]
  double min_duration_s = 60.0;   ///< shortest period, s, 10..3600 [P]
};

// NOLINTEND(readability-magic-numbers)

/// The numbers of all detectors.
struct DetectOptions {
  RestOptions rest;
  ArtifactOptions artifact;
  CrampOptions cramp;
  TensionOptions tension;
  LargeMovementOptions lmm;
  TrainOptions hflm;
  ContractionOptions contraction;
  FasciculationOptions fasciculation;
  LegMovementOptions leg_movement;
  PlmOptions plm;
};

}  // namespace calfemg::detect
