// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

template <auto Member>
constexpr Option hflm_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::hflm, Member>(text);
}

using Train = detect::TrainOptions;

constexpr std::array kTrainOptions{
    hflm_row<&Train::enabled>({.key = "hflm.enabled",
                               .meaning = "search for rhythmic trains",
                               .source = "engineering choice"}),
    hflm_row<&Train::smoothing_s>({.key = "hflm.smoothing_s",
                                   .unit = "s",
                                   .meaning = "RMS window",
                                   .source = "engineering choice",
                                   .low = 0.05,
                                   .high = 0.5}),
    hflm_row<&Train::peak_rest_multiple>(
        {.key = "hflm.peak_rest_multiple",
         .unit = "1",
         .meaning = "smallest peak of a burst as a multiple of the rest level",
         .source = "engineering choice",
         .low = 1.5,
         .high = 100.0}),
    hflm_row<&Train::peak_above_uv>(
        {.key = "hflm.peak_above_uv",
         .unit = "uV",
         .meaning = "smallest peak of a burst above the rest level",
         .source = "as of a leg movement: WASM 2016, Ferri et al., Sleep Med 26:86",
         .low = 0.0,
         .high = 1000.0}),
    hflm_row<&Train::return_ratio>({.key = "hflm.return_ratio",
                                    .unit = "1",
                                    .meaning = "peak of a burst over the troughs at both sides",
                                    .source = "engineering choice",
                                    .low = 1.2,
                                    .high = 20.0}),
    hflm_row<&Train::min_interval_s>(
        {.key = "hflm.min_interval_s",
         .unit = "s",
         .meaning = "shortest interval between bursts",
         .source = "4 Hz: Yang & Winkelman 2010, J Clin Sleep Med 6:431",
         .low = 0.05,
         .high = 2.0}),
    hflm_row<&Train::max_interval_s>(
        {.key = "hflm.max_interval_s",
         .unit = "s",
         .meaning = "longest interval between bursts",
         .source = "0.3 Hz: Yang & Winkelman 2010, J Clin Sleep Med 6:431",
         .low = 0.5,
         .high = 10.0}),
    hflm_row<&Train::max_interval_cv>(
        {.key = "hflm.max_interval_cv",
         .unit = "1",
         .meaning = "largest robust spread of the intervals over their median",
         .source = "engineering choice",
         .low = 0.05,
         .high = 1.0}),
    hflm_row<&Train::min_bursts>({.key = "hflm.min_bursts",
                                  .unit = "1",
                                  .meaning = "bursts that make a train",
                                  .source = "Yang & Winkelman 2010: four movements",
                                  .low = 2.0,
                                  .high = 50.0}),
};

template <auto Member>
constexpr Option lmm_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::lmm, Member>(text);
}

using Large = detect::LargeMovementOptions;

constexpr std::array kLargeOptions{
    lmm_row<&Large::enabled>({.key = "lmm.enabled",
                              .meaning = "search for large muscle-group movements",
                              .source = "engineering choice"}),
    lmm_row<&Large::rest_multiple>(
        {.key = "lmm.rest_multiple",
         .unit = "1",
         .meaning = "a muscle takes part from this multiple of its rest level",
         .source = "engineering choice",
         .low = 1.5,
         .high = 100.0}),
    lmm_row<&Large::join_gap_s>({.key = "lmm.join_gap_s",
                                 .unit = "s",
                                 .meaning = "pauses that do not end a movement",
                                 .source = "engineering choice",
                                 .low = 0.0,
                                 .high = 10.0}),
    lmm_row<&Large::min_duration_s>({.key = "lmm.min_duration_s",
                                     .unit = "s",
                                     .meaning = "shortest movement",
                                     .source = "IRLSSG 2021: 3 s",
                                     .low = 0.5,
                                     .high = 60.0}),
    lmm_row<&Large::max_duration_s>({.key = "lmm.max_duration_s",
                                     .unit = "s",
                                     .meaning = "longest movement",
                                     .source = "IRLSSG 2021: 45 s",
                                     .low = 3.0,
                                     .high = 600.0}),
    lmm_row<&Large::muscle_share>(
        {.key = "lmm.muscle_share",
         .unit = "1",
         .meaning = "share of the movement in which a muscle is active to take part",
         .source = "engineering choice",
         .low = 0.01,
         .high = 1.0}),
    lmm_row<&Large::min_muscles>({.key = "lmm.min_muscles",
                                  .unit = "1",
                                  .meaning = "calves and tibialis muscles that take part",
                                  .source = "IRLSSG 2021: two channels",
                                  .low = 1.0,
                                  .high = 4.0}),
    lmm_row<&Large::moving_channels>(
        {.key = "lmm.moving_channels",
         .unit = "1",
         .meaning = "a movement with motion artefact on that many channels is large",
         .source = "engineering choice",
         .low = 1.0,
         .high = 64.0}),
    lmm_row<&Large::min_bursts>({.key = "lmm.min_bursts",
                                 .unit = "1",
                                 .meaning = "and so is one with that many bursts",
                                 .source = "engineering choice",
                                 .low = 1.0,
                                 .high = 20.0}),
};

template <auto Member>
constexpr Option contraction_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::contraction, Member>(text);
}

using Hold = detect::ContractionOptions;

constexpr std::array kHoldOptions{
    contraction_row<&Hold::enabled>({.key = "contraction.enabled",
                                     .meaning = "search for holds and stretches",
                                     .source = "engineering choice"}),
    contraction_row<&Hold::smoothing_s>({.key = "contraction.smoothing_s",
                                         .unit = "s",
                                         .meaning = "RMS window",
                                         .source = "engineering choice",
                                         .low = 0.05,
                                         .high = 2.0}),
    contraction_row<&Hold::onset_rest_multiple>(
        {.key = "contraction.onset_rest_multiple",
         .unit = "1",
         .meaning = "a hold begins at this multiple of the rest level",
         .source = "engineering choice",
         .low = 1.1,
         .high = 50.0}),
    contraction_row<&Hold::offset_rest_multiple>({.key = "contraction.offset_rest_multiple",
                                                  .unit = "1",
                                                  .meaning = "and goes on above this one",
                                                  .source = "engineering choice",
                                                  .low = 1.0,
                                                  .high = 50.0}),
    contraction_row<&Hold::offset_hold_s>({.key = "contraction.offset_hold_s",
                                           .unit = "s",
                                           .meaning = "time below it that ends a hold",
                                           .source = "engineering choice",
                                           .low = 0.1,
                                           .high = 60.0}),
    contraction_row<&Hold::min_duration_s>({.key = "contraction.min_duration_s",
                                            .unit = "s",
                                            .meaning = "shortest hold",
                                            .source = "engineering choice",
                                            .low = 0.5,
                                            .high = 60.0}),
    contraction_row<&Hold::max_duration_s>({.key = "contraction.max_duration_s",
                                            .unit = "s",
                                            .meaning = "longest hold",
                                            .source = "engineering choice",
                                            .low = 10.0,
                                            .high = 3600.0}),
    contraction_row<&Hold::min_tonicity>({.key = "contraction.min_tonicity",
                                          .unit = "1",
                                          .meaning = "share of a hold above the lower gate",
                                          .source = "engineering choice",
                                          .low = 0.0,
                                          .high = 1.0}),
    contraction_row<&Hold::tension_like_s>({.key = "contraction.tension_like_s",
                                            .unit = "s",
                                            .meaning = "a longer one may be tension",
                                            .source = "engineering choice",
                                            .low = 10.0,
                                            .high = 3600.0}),
    contraction_row<&Hold::tension_like_rest_multiple>(
        {.key = "contraction.tension_like_rest_multiple",
         .unit = "1",
         .meaning = "which it is below this multiple of the rest level",
         .source = "engineering choice",
         .low = 1.0,
         .high = 50.0}),
};

template <auto Member>
constexpr Option fasciculation_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::fasciculation, Member>(text);
}

using Potential = detect::FasciculationOptions;

constexpr std::array kPotentialOptions{
    fasciculation_row<&Potential::enabled>({.key = "fasciculation.enabled",
                                            .meaning = "search for isolated brief potentials",
                                            .source = "engineering choice"}),
    fasciculation_row<&Potential::rest_multiple>(
        {.key = "fasciculation.rest_multiple",
         .unit = "1",
         .meaning = "RMS of the highest bin as a multiple of the rest level",
         .source = "engineering choice",
         .low = 1.5,
         .high = 100.0}),
    fasciculation_row<&Potential::quiet_rest_multiple>(
        {.key = "fasciculation.quiet_rest_multiple",
         .unit = "1",
         .meaning = "what is around stays below this multiple of it",
         .source = "engineering choice",
         .low = 1.0,
         .high = 50.0}),
    fasciculation_row<&Potential::quiet_s>({.key = "fasciculation.quiet_s",
                                            .unit = "s",
                                            .meaning = "what counts as around, to each side",
                                            .source = "engineering choice",
                                            .low = 0.1,
                                            .high = 10.0}),
    fasciculation_row<&Potential::max_duration_s>(
        {.key = "fasciculation.max_duration_s",
         .unit = "s",
         .meaning = "longest potential",
         .source = "AASM, fragmentary myoclonus: 150 ms (not checked in the manual)",
         .low = 0.05,
         .high = 0.5}),
};

}  // namespace

std::span<const Option> hflm_options() {
  return kTrainOptions;
}

std::span<const Option> lmm_options() {
  return kLargeOptions;
}

std::span<const Option> contraction_options() {
  return kHoldOptions;
}

std::span<const Option> fasciculation_options() {
  return kPotentialOptions;
}

}  // namespace calfemg::pipeline
