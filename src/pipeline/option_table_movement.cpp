// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

template <auto Member>
constexpr Option tension_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::tension, Member>(text);
}

using Tension = detect::TensionOptions;

constexpr std::array kTensionOptions{
    tension_row<&Tension::enabled>({.key = "tension.enabled",
                                    .meaning = "search for periods of elevated tension",
                                    .source = "engineering choice"}),
    tension_row<&Tension::smoothing_s>(
        {.key = "tension.smoothing_s",
         .unit = "s",
         .meaning = "RMS window",
         .source = "1 to 3 s: Veiersted 2013, J Electromyogr Kinesiol 23:540",
         .low = 0.2,
         .high = 10.0}),
    tension_row<&Tension::above_sigma>(
        {.key = "tension.above_sigma",
         .unit = "1",
         .meaning = "gate in standard deviations above the rest level",
         .source = "Klein 2009, J Appl Physiol 108:655: baseline + 3 SD",
         .low = 0.0,
         .high = 50.0}),
    tension_row<&Tension::above_rest_fraction>(
        {.key = "tension.above_rest_fraction",
         .unit = "1",
         .meaning = "gate above the rest level as a share of it",
         .source = "engineering choice",
         .low = 0.0,
         .high = 10.0}),
    tension_row<&Tension::above_uv>({.key = "tension.above_uv",
                                     .unit = "uV",
                                     .meaning = "gate above the rest level",
                                     .source = "engineering choice",
                                     .low = 0.0,
                                     .high = 1000.0}),
    tension_row<&Tension::ceiling_rest_multiple>(
        {.key = "tension.ceiling_rest_multiple",
         .unit = "1",
         .meaning = "stronger, as a multiple of the rest level, is contraction",
         .source = "engineering choice",
         .low = 1.5,
         .high = 100.0}),
    tension_row<&Tension::max_gap_s>({.key = "tension.max_gap_s",
                                      .unit = "s",
                                      .meaning = "pauses up to this do not end a period",
                                      .source = "engineering choice",
                                      .low = 0.0,
                                      .high = 60.0}),
    tension_row<&Tension::max_bridge_s>(
        {.key = "tension.max_bridge_s",
         .unit = "s",
         .meaning = "unknown time (artefact, leg movement) up to this does not end a period",
         .source = "engineering choice",
         .low = 0.0,
         .high = 600.0}),
    tension_row<&Tension::movement_guard_s>(
        {.key = "tension.movement_guard_s",
         .unit = "s",
         .meaning = "nothing is said this long before and after a leg movement",
         .source = "engineering choice",
         .low = 0.0,
         .high = 60.0}),
    tension_row<&Tension::min_usable_share>(
        {.key = "tension.min_usable_share",
         .unit = "1",
         .meaning = "smallest share of a period that is free of artefact",
         .source = "engineering choice",
         .low = 0.0,
         .high = 1.0}),
    tension_row<&Tension::min_duration_s>({.key = "tension.min_duration_s",
                                           .unit = "s",
                                           .meaning = "shortest period",
                                           .source = "engineering choice",
                                           .low = 10.0,
                                           .high = 3600.0}),
};

template <auto Member>
constexpr Option leg_movement_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::leg_movement, Member>(text);
}

using LegMovement = detect::LegMovementOptions;

constexpr std::array kLegMovementOptions{
    leg_movement_row<&LegMovement::enabled>({.key = "leg_movement.enabled",
                                             .meaning = "search for leg movements",
                                             .source = "engineering choice"}),
    leg_movement_row<&LegMovement::method>(
        {.key = "leg_movement.method",
         .meaning =
             "what makes a movement: WASM 2016, AASM (without the WASM morphology), Ferri 2005, "
             "S-PLMAD 2014 (adaptive floor)",
         .source = "WASM/IRLSSG 2016; docs/detectors.md#leg-movement has the differences",
         .words = "wasm2016 aasm2016 ferri splmad"}),
    leg_movement_row<&LegMovement::from_gastrocnemius>(
        {.key = "leg_movement.from_gastrocnemius",
         .meaning = "without tibialis anterior, use the calf (a non-standard derivation)",
         .source = "engineering choice"}),
    leg_movement_row<&LegMovement::smoothing_s>({.key = "leg_movement.smoothing_s",
                                                 .unit = "s",
                                                 .meaning = "RMS window",
                                                 .source = "S-PLMAD 2014, PLoS One 9:e114565",
                                                 .low = 0.05,
                                                 .high = 1.0}),
    leg_movement_row<&LegMovement::rectified_per_rms>({.key = "leg_movement.rectified_per_rms",
                                                       .unit = "1",
                                                       .meaning = "mean of |x| over the RMS",
                                                       .source = "sqrt(2/pi) for a Gaussian signal",
                                                       .low = 0.3,
                                                       .high = 1.0}),
    leg_movement_row<&LegMovement::onset_above_uv>({.key = "leg_movement.onset_above_uv",
                                                    .unit = "uV",
                                                    .meaning = "onset, rectified, above rest",
                                                    .source = "AASM and WASM 2016",
                                                    .low = 1.0,
                                                    .high = 100.0}),
    leg_movement_row<&LegMovement::offset_above_uv>({.key = "leg_movement.offset_above_uv",
                                                     .unit = "uV",
                                                     .meaning = "end, rectified, above rest",
                                                     .source = "AASM and WASM 2016",
                                                     .low = 0.1,
                                                     .high = 100.0}),
    leg_movement_row<&LegMovement::offset_hold_s>(
        {.key = "leg_movement.offset_hold_s",
         .unit = "s",
         .meaning = "time below the end level that ends a movement",
         .source = "AASM and WASM 2016",
         .low = 0.05,
         .high = 5.0}),
    leg_movement_row<&LegMovement::min_duration_s>({.key = "leg_movement.min_duration_s",
                                                    .unit = "s",
                                                    .meaning = "shortest movement",
                                                    .source = "AASM and WASM 2016",
                                                    .low = 0.05,
                                                    .high = 5.0}),
    leg_movement_row<&LegMovement::max_duration_s>({.key = "leg_movement.max_duration_s",
                                                    .unit = "s",
                                                    .meaning = "longest movement of one leg",
                                                    .source = "AASM and WASM 2016",
                                                    .low = 1.0,
                                                    .high = 60.0}),
    leg_movement_row<&LegMovement::morphology_window_s>(
        {.key = "leg_movement.morphology_window_s",
         .unit = "s",
         .meaning = "a window this long must exist with a median above the next value",
         .source = "WASM 2016",
         .low = 0.05,
         .high = 10.0}),
    leg_movement_row<&LegMovement::morphology_above_uv>(
        {.key = "leg_movement.morphology_above_uv",
         .unit = "uV",
         .meaning = "smallest median in that window, rectified, above rest",
         .source = "WASM 2016",
         .low = 0.0,
         .high = 100.0}),
    leg_movement_row<&LegMovement::rest_window_s>(
        {.key = "leg_movement.rest_window_s",
         .unit = "s",
         .meaning = "window around that gives the local rest level",
         .source = "MATPLM1",
         .low = 5.0,
         .high = 600.0}),
    leg_movement_row<&LegMovement::rest_percentile>(
        {.key = "leg_movement.rest_percentile",
         .unit = "1",
         .meaning = "percentile of the 1-s levels that is the local rest level",
         .source = "engineering choice",
         .low = 1.0,
         .high = 50.0}),
    leg_movement_row<&LegMovement::max_rest_uv>(
        {.key = "leg_movement.max_rest_uv",
         .unit = "uV",
         .meaning = "above this local rest level nothing is scored",
         .source = "MATPLM1",
         .low = 0.1,
         .high = 1000.0}),
};

}  // namespace

std::span<const Option> tension_options() {
  return kTensionOptions;
}

std::span<const Option> leg_movement_options() {
  return kLegMovementOptions;
}

}  // namespace calfemg::pipeline
