// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::detect {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// Scoring of leg movements (docs/detectors.md#plm). Tags as in detect/options.hpp. WASM is
/// WASM/IRLSSG 2016 (Ferri, Sleep Med 26:86); where published implementations differ the default is
/// that of PLMScoRe, and the others are options.
struct PlmOptions {
  bool enabled = true;                ///< mark the members of periodic series
  std::string rules = "wasm2016";     ///< wasm2016 or aasm2016
  double join_gap_s = 0.5;            ///< one leg: pauses below this join, s, 0..5; WASM [F]
  double min_duration_s = 0.5;        ///< one leg: shorter is no movement, s, 0..5; WASM, AASM [F]
  double max_one_leg_s = 10.0;        ///< one leg: longer is no CLM, s, 1..60; WASM, AASM [F]
  double bilateral_gap_s = 0.5;       ///< both legs: pauses below this combine, s, 0..5; WASM [F]
  int max_parts = 4;                  ///< more parts are no CLM, 1..20; WASM [F]
  double max_bilateral_s = 15.0;      ///< longer combined is no CLM, s, 1..60; WASM [F]
  double min_interval_s = 10.0;       ///< onset to onset, s, included, 0..60; WASM [F]
  double max_interval_s = 90.0;       ///< onset to onset, s, 10..600; WASM, AASM [F]
  bool max_interval_included = true;  ///< PLMScoRe: yes; SOMAS: no [FC]
  bool short_interval_starts_series = true;  ///< PLMScoRe, MATPLM: yes; SOMAS: no [FC]
  int min_series = 4;                        ///< fewer movements are no series, 2..20 [F]
  double respiratory_before_s = 2.0;  ///< before the end of a respiratory event, s, 0..60; WASM [F]
  double respiratory_after_s = 10.25;  ///< after that end, s, 0..60; WASM [F]
  double arousal_gap_s = 0.5;          ///< arousal this near goes with it, s, 0..10; WASM [F]
  bool arousal_gap_included = true;    ///< PLMScoRe: yes [FC]; the standard says below [F]
  double aasm_onset_gap_s = 5.0;     ///< onsets of two legs below this are one, s, 0..10; AASM [F]
  double aasm_min_interval_s = 5.0;  ///< onset to onset, s, included, 0..60; AASM [F]
  double aasm_respiratory_margin_s = 0.5;  ///< around a respiratory event, s, 0..10; AASM [F]
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::detect
