// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names
// Tags of the sources: see docs/detectors.md.

/// What makes signal unusable (docs/detectors.md#artifact).
struct ArtifactOptions {
  double join_gap_s = 1.0;      ///< artefacts of one kind closer than this are one, s, 0..60 [P]
  double flat_level_uv = 0.2;   ///< RMS below this is a dead channel, uV, 0..10 [P]
  double flat_min_s = 1.0;      ///< for at least this long, s, 0.05..60 [P]
  double stuck_min_s = 0.2;     ///< the same where only equal samples count, s, 0.05..60 [P]
  double clip_margin_s = 0.25;  ///< unusable before and after clipped samples, s, 0..5 [P]
  double mains_min_uv = 5.0;    ///< weaker hum is no artefact, uV RMS, 0..10000 [P]
  double mains_share = 0.5;     ///< of power, hum against hum + band, no notch in place, 0..1 [P]
  double mains_share_notched = 0.97;  ///< the same where notches take the hum out, 0..1 [P]
  double mains_min_s = 5.0;           ///< shortest burst of hum, s, 1..600 [P]
  double mains_join_s = 10.0;         ///< pauses that do not end a burst of hum, s, 0..600 [P]
  double mains_usual_multiple = 3.0;  ///< of hum against its usual level, 1..100 [P]
  double mains_burst_share = 0.7;     ///< of a burst against the band RMS, 0..10 [P]
  double lead_off_min_uv = 20.0;      ///< hum of a lead that is off, uV RMS, 0..10000 [P]
  double transient_s = 2.0;           ///< jumps this near to a stuck signal belong to it, s, 0..10
  double motion_min_uv = 2.0;         ///< RMS in 2-15 Hz, uV, 0..100000 [P]
  double motion_band_multiple = 0.5;  ///< of it against the band RMS, 0.05..100; De Luca 2010 [F,P]
  double motion_usual_multiple = 6.0;   ///< of it against its median over the session, 1..1000 [P]
  double motion_peak_multiple = 20.0;   ///< the same for its highest bin, 1..1000 [P]
  double motion_join_s = 5.0;           ///< swings this close are one motion, s, 0..60 [P]
  double pop_span_s = 0.35;             ///< shorter ones are pops, s, 0.05..2 [P]
  double ecg_usual_multiple = 4.0;      ///< of a beat against the usual RMS in 2-15 Hz, 1..100 [P]
  double ecg_band_multiple = 0.2;       ///< of a beat against the band RMS, 0.01..10 [P]
  double ecg_shortest_s = 0.4;          ///< beats are at least this far apart, s, 0.2..1; 150 bpm
  double ecg_longest_s = 1.5;           ///< and at most, s, 0.5..3; 40 bpm
  double ecg_tolerance = 0.15;          ///< around the median interval, 0.01..0.5; MATPLM [FC,P]
  double ecg_regular_share = 0.75;      ///< of intervals within it, 0.1..1 [P]
  double ecg_window_s = 15.0;           ///< judged over this time, s, 5..120; MATPLM: 30 s [FC,P]
  double pop_min_uv = 200.0;            ///< smallest peak of an impulse, uV, 0..100000 [P]
  double pop_crest = 4.0;               ///< peak over RMS of its own bin, 1..20 [P]
  double pop_surround_multiple = 20.0;  ///< peak over the median RMS around it, 2..1000 [P]
  double pop_surround_s = 1.0;          ///< what is "around", to each side, s, 0.2..10 [P]
  double pop_recovery_s = 0.1;          ///< longest impulse, s, 0.05..0.5 [P]
  double gain_least_ratio = 1.5;        ///< least change of the gain, either way, 1.1..20 [P]
  double gain_window_s = 10.0;          ///< levels before and after a step, s, 2..60 [P]
  double gain_tolerance = 0.2;          ///< ln: levels and textures that are the same, 0.02..2 [P]
  double gain_low_tolerance = 0.4;      ///< ln: 2-15 Hz steps as the band does, 0.05..5 [P]
  double gain_steady_spread = 0.4;      ///< ln: SD of the bins' RMS on either side, 0.05..2 [P]
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::detect
