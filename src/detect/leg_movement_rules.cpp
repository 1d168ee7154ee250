// SPDX-License-Identifier: Apache-2.0
#include "detect/leg_movement_rules.hpp"

namespace calfemg::detect {
namespace {

// Ferri 2005 as Hypnolab has it: 7 uV up, 4 uV down, 0.5 to 15 s.
constexpr double kFerriOnsetUv = 7.0;
constexpr double kFerriOffsetUv = 4.0;
constexpr double kFerriLongestS = 15.0;

// S-PLMAD, Moore 2014: ends within 50 ms below the lower gate, parts up to 2 s apart are one.
constexpr double kSplmadOnsetUv = 8.0;
constexpr double kSplmadHoldS = 0.05;
constexpr double kSplmadJoinS = 2.0;
constexpr double kSplmadShortestS = 0.75;
constexpr double kSplmadLongestS = 10.0;
constexpr double kSplmadMaxFloorUv = 50.0;

}  // namespace

LegMovementRules rules_of(const LegMovementOptions& options) {
  LegMovementRules rules;
  rules.onset_above_uv = options.onset_above_uv;
  rules.offset_above_uv = options.offset_above_uv;
  rules.offset_hold_s = options.offset_hold_s;
  rules.join_s = options.offset_hold_s;
  rules.min_duration_s = options.min_duration_s;
  rules.max_duration_s = options.max_duration_s;
  rules.max_rest_uv = options.max_rest_uv;
  rules.needs_body = options.method == "wasm2016";
  if (options.method == "ferri") {
    rules.onset_above_uv = kFerriOnsetUv;
    rules.offset_above_uv = kFerriOffsetUv;
    rules.max_duration_s = kFerriLongestS;
  }
  if (options.method == "splmad") {
    rules.adaptive = true;
    rules.onset_above_uv = kSplmadOnsetUv;
    rules.offset_hold_s = kSplmadHoldS;
    rules.join_s = kSplmadJoinS;
    rules.min_duration_s = kSplmadShortestS;
    rules.max_duration_s = kSplmadLongestS;
    rules.max_rest_uv = kSplmadMaxFloorUv;
  }
  return rules;
}

}  // namespace calfemg::detect
