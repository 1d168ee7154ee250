// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "detect/evidence_model.hpp"

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names
// Tags of the sources: see detect/options.hpp.

/// Candidates, evidence and grades of cramps (docs/detectors.md#cramp).
struct CrampOptions {
  bool enabled = true;  ///< search for cramps

  // Candidates: stretches above a ladder of levels, from a level that rest does not reach.
  double smoothing_s = 0.5;            ///< RMS window of the envelope, s, 0.05..5 [P]
  double lowest_rest_multiple = 1.35;  ///< lowest level, x rest level, 1.05..10 [P]
  double lowest_sigma = 3.0;           ///< lowest level, SD of the rest level, 0..50 [P]
  double lowest_above_uv = 0.3;        ///< lowest level, uV above the rest level, 0..100 [P]
  double level_ratio = 1.25;           ///< from level to level, 1.05..3 [P]
  double bridge_s = 2.0;               ///< shorter pauses do not end a stretch, s, 0..60 [P]
  double unknown_bridge_s = 10.0;  ///< artefact or gap up to this does not end one, s, 0..60 [P]
  double same_overlap = 0.75;      ///< stretches that overlap by more are one, 0.3..1 [P]
  double site_share = 0.3;  ///< of a candidate: a site active for less takes no part, 0..1 [P]

  double merge_gap_s = 15.0;  ///< cramps of a head that are less apart are one, s, 0..600 [P]

  // What counts as active and as rest again, for the evidence.
  double onset_rest_multiple = 2.0;    ///< onset gate, x rest level, 1.1..20; Chaney mean 3.2 [F,P]
  double onset_sigma = 5.0;            ///< onset gate, SD of the rest level, 0..50 [P]
  double onset_above_uv = 2.0;         ///< onset gate, uV above the rest level, 0..1000 [P]
  double offset_rest_multiple = 1.25;  ///< offset gate, x rest level, 1..20 [P]
  double offset_sigma = 2.0;           ///< offset gate, SD of the rest level, 0..50 [P]
  double offset_above_uv = 0.5;        ///< offset gate, uV above the rest level, 0..1000 [P]

  // How evidence is measured.
  double evidence_smoothing_s = 0.25;  ///< RMS window of the envelope, s, 0.05..2 [P]
  double return_frame_s = 0.1;         ///< frame of tonicity and returns to rest, s, 0.05..1 [P]
  double trend_window_s = 5.0;         ///< slower change is not modulation, s, 1..60 [P]
  double stretch_break_s = 10.0;       ///< end left out of the comparison with other muscles, s,
                                       ///< 0..60; Ross & Thomas 1995 [F,P]
  double stretch_break_share = 0.3;    ///< at most this share of the candidate, 0..0.9 [P]
  double synchrony_s = 1.0;            ///< onsets closer than this are one movement, s, 0..10 [P]
  double relation_before_s = 10.0;     ///< another head may begin this long before, s, 0..60 [P]
  double site_distance_mm = 0.0;       ///< between the sites of a head, mm, 0..300; 0: not known
  double awakening_before_s =
      10.0;  ///< change to wake counts from this before onset, s, 0..600 [P]
  double awakening_after_s = 120.0;  ///< ... to this after onset, s, 0..3600 [P]
  double marker_before_s = 10.0;  ///< patient marker counts from this before onset, s, 0..600 [P]
  double marker_after_s = 180.0;  ///< ... to this after onset, s, 0..3600 [P]
  std::string marker_labels = "marker,patient,button,cramp";  ///< words of a patient marker's
                                                              ///< label, separated by commas [P]

  // How evidence is weighed.
  std::string scorer = "model";  ///< "model": a sum of weights, "rules": one test after the other
  EvidenceModel model;           ///< weights; from `model_file`
  std::string model_file;        ///< TOML; empty: the one built in, pipelines/models/cramp.toml
  double possible_probability = 0.65;  ///< from here on `possible`, 0..1 [P]
  double probable_probability = 0.85;  ///< ... `probable` [P]
  double definite_probability = 0.95;  ///< ... `definite`, with awakening or marker [P]
  double reported_probability = 0.02;  ///< candidates below are not even turned down, 0..1 [P]
  bool every_candidate = false;        ///< report all, also those inside another one: for training

  // How rules judge.
  double min_duration_s = 3.0;     ///< shorter is no cramp, s, 0.5..60 [P]
  double short_duration_s = 10.0;  ///< shorter is at most `possible`, s; LM ceiling of AASM [F,P]
  double max_duration_s = 600.0;   ///< longer is tension or artefact, s; Hallegraeff 2017 [F]
  double min_median_rest_multiple = 1.8;  ///< weaker is no cramp, x rest level, 1..20 [P]
  double max_artifact_share = 0.3;        ///< more makes the candidate unreadable, 0..1 [P]
  double min_step = 0.4;       ///< ln of level inside over outside: less at an edge is a part of
                               ///< something longer, 0..3 [P]
  double min_tonicity = 0.85;  ///< share of frames above the offset gate, 0..1 [P]
  double max_returns_per_s = 0.3;     ///< more is a train of bursts, 1/s; Yang 2010 [F,P]
  double max_modulation_depth = 0.6;  ///< more is a train of bursts, 0..1 [P]
  double focal_dominance = 0.69;      ///< ln of head against head that counts as focal, 0..5 [P]
  double crosstalk_dominance = 1.1;   ///< a head weaker by this (ln) hears the other one, 0..5 [P]
  double co_activation_share = 0.5;   ///< of the time active: another muscle takes part, 0..1 [P]
  double abrupt_s = 1.0;         ///< rise and decay below this are voluntary-like, s, 0..10 [BK]
  double tension_like_s = 90.0;  ///< longer than this and weak is tension, s, 10..3600 [P]
  double tension_like_rest_multiple = 3.0;  ///< weaker than this and long is tension, 1..20 [P]
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::detect
