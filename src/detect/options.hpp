// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "detect/artifact_options.hpp"
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

/// Candidates, evidence and grades of cramps (docs/detectors.md#cramp).
struct CrampOptions {
  bool enabled = true;  ///< search for cramps

  // Gates for candidates: low on purpose, the evidence decides.
  double smoothing_s = 0.25;           ///< RMS window of the envelope, s, 0.05..2 [P]
  double onset_rest_multiple = 2.0;    ///< onset gate, x rest level, 1.1..20; Chaney mean 3.2 [F,P]
  double onset_sigma = 5.0;            ///< onset gate, SD of the rest level, 0..50 [P]
  double onset_above_uv = 2.0;         ///< onset gate, uV above the rest level, 0..1000 [P]
  double onset_window_s = 3.0;         ///< the gate must hold over this, s, 0.5..60 [P]
  double onset_share = 0.8;            ///< share of that window above the gate, 0.1..1 [P]
  double offset_rest_multiple = 1.25;  ///< offset gate, x rest level, 1..20 [P]
  double offset_sigma = 2.0;           ///< offset gate, SD of the rest level, 0..50 [P]
  double offset_above_uv = 0.5;        ///< offset gate, uV above the rest level, 0..1000 [P]
  double offset_hold_s = 2.0;          ///< time below the offset gate that ends it, s, 0.1..60 [P]
  double merge_gap_s = 5.0;            ///< shorter pauses do not end a candidate, s, 0..60 [P]
  double flank_fraction = 0.3;  ///< of the plateau height: below it is lead-in or residue, 0..1 [P]
  double flank_max_s = 30.0;    ///< longer lead-in or residue is cut off, s, 0..600; Chaney [F,P]

  // How evidence is measured.
  double return_frame_s = 0.1;       ///< frame of tonicity and returns to rest, s, 0.05..1 [P]
  double trend_window_s = 5.0;       ///< slower change is not modulation, s, 1..60 [P]
  double stretch_break_s = 10.0;     ///< end left out of the comparison with other muscles, s,
                                     ///< 0..60; Ross & Thomas 1995 [F,P]
  double stretch_break_share = 0.3;  ///< at most this share of the candidate, 0..0.9 [P]
  double synchrony_s = 1.0;          ///< onsets closer than this are one movement, s, 0..10 [P]
  double awakening_before_s =
      10.0;  ///< change to wake counts from this before onset, s, 0..600 [P]
  double awakening_after_s = 120.0;  ///< ... to this after onset, s, 0..3600 [P]
  double marker_before_s = 10.0;  ///< patient marker counts from this before onset, s, 0..600 [P]
  double marker_after_s = 180.0;  ///< ... to this after onset, s, 0..3600 [P]
  std::string marker_labels = "marker,patient,button,cramp";  ///< words of a patient marker's
                                                              ///< label, separated by commas [P]

  // How evidence is judged.
  double min_duration_s = 3.0;     ///< shorter is no cramp, s, 0.5..60 [P]
  double short_duration_s = 10.0;  ///< shorter is at most `possible`, s; LM ceiling of AASM [F,P]
  double max_duration_s = 600.0;   ///< longer is tension or artefact, s; Hallegraeff 2017 [F]
  double min_median_rest_multiple = 1.8;  ///< weaker is no cramp, x rest level, 1..20 [P]
  double max_artifact_share = 0.3;        ///< more makes the candidate unreadable, 0..1 [P]
  double min_tonicity = 0.85;             ///< share of frames above the offset gate, 0..1 [P]
  double max_returns_per_s = 0.3;         ///< more is a train of bursts, 1/s; Yang 2010 [F,P]
  double max_modulation_depth = 0.6;      ///< more is a train of bursts, 0..1 [P]
  double focal_dominance = 0.69;     ///< ln of head against head that counts as focal, 0..5 [P]
  double crosstalk_dominance = 1.1;  ///< a head weaker by this (ln) hears the other one, 0..5 [P]
  double co_activation_share = 0.5;  ///< of the time active: another muscle takes part, 0..1 [P]
  double abrupt_s = 1.0;         ///< rise and decay below this are voluntary-like, s, 0..10 [BK]
  double tension_like_s = 90.0;  ///< longer than this and weak is tension, s, 10..3600 [P]
  double tension_like_rest_multiple = 3.0;  ///< weaker than this and long is tension, 1..20 [P]
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
