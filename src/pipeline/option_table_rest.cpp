// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

template <auto Member>
constexpr Option rest_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::rest, Member>(text);
}

using Rest = detect::RestOptions;

constexpr std::array kRestOptions{
    rest_row<&Rest::window_s>({.key = "rest.window_s",
                               .unit = "s",
                               .meaning = "RMS window of the rest level",
                               .source = "1 to 3 s: Veiersted 2013, J Electromyogr Kinesiol 23:540",
                               .low = 0.2,
                               .high = 10.0}),
    rest_row<&Rest::min_coverage>({.key = "rest.min_coverage",
                                   .unit = "1",
                                   .meaning = "usable share that a window needs",
                                   .source = "engineering choice",
                                   .low = 0.0,
                                   .high = 1.0}),
    rest_row<&Rest::lowest_fraction>(
        {.key = "rest.lowest_fraction",
         .unit = "1",
         .meaning = "quietest share of the windows that counts as rest",
         .source = "engineering choice",
         .low = 0.05,
         .high = 1.0}),
    rest_row<&Rest::sleep_only>({.key = "rest.sleep_only",
                                 .meaning = "use only epochs of sleep when there is a hypnogram",
                                 .source = "engineering choice"}),
    rest_row<&Rest::min_sleep_s>(
        {.key = "rest.min_sleep_s",
         .unit = "s",
         .meaning = "with less usable sleep than this, all epochs are used",
         .source = "engineering choice",
         .low = 0.0,
         .high = 86400.0}),
    rest_row<&Rest::min_usable_s>(
        {.key = "rest.min_usable_s",
         .unit = "s",
         .meaning = "with less usable signal than this, no rest level is given",
         .source = "engineering choice",
         .low = 1.0,
         .high = 3600.0}),
    rest_row<&Rest::noise_floor_percentile>(
        {.key = "rest.noise_floor_percentile",
         .unit = "1",
         .meaning = "percentile of the RMS that is taken as the noise floor",
         .source = "engineering choice",
         .low = 0.0,
         .high = 50.0}),
};

template <auto Member>
constexpr Option artifact_row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::artifact, Member>(text);
}

using Artifact = detect::ArtifactOptions;

constexpr std::array kArtifactOptions{
    artifact_row<&Artifact::join_gap_s>(
        {.key = "artifact.join_gap_s",
         .unit = "s",
         .meaning = "artefacts of one kind that are closer than this are one",
         .source = "engineering choice",
         .low = 0.0,
         .high = 60.0}),
    artifact_row<&Artifact::flat_level_uv>({.key = "artifact.flat_level_uv",
                                            .unit = "uV",
                                            .meaning = "RMS below this is a dead channel",
                                            .source = "engineering choice",
                                            .low = 0.0,
                                            .high = 10.0}),
    artifact_row<&Artifact::flat_min_s>({.key = "artifact.flat_min_s",
                                         .unit = "s",
                                         .meaning = "shortest stretch that is called flat",
                                         .source = "engineering choice",
                                         .low = 0.05,
                                         .high = 60.0}),
    artifact_row<&Artifact::stuck_min_s>(
        {.key = "artifact.stuck_min_s",
         .unit = "s",
         .meaning = "the same where no sample differs from the next and that is rare",
         .source = "engineering choice",
         .low = 0.05,
         .high = 60.0}),
    artifact_row<&Artifact::clip_margin_s>(
        {.key = "artifact.clip_margin_s",
         .unit = "s",
         .meaning = "unusable time before and after clipped samples",
         .source = "engineering choice",
         .low = 0.0,
         .high = 5.0}),
    artifact_row<&Artifact::mains_min_uv>({.key = "artifact.mains_min_uv",
                                           .unit = "uV",
                                           .meaning = "hum with a smaller RMS is no artefact",
                                           .source = "engineering choice",
                                           .low = 0.0,
                                           .high = 10000.0}),
    artifact_row<&Artifact::mains_share>(
        {.key = "artifact.mains_share",
         .unit = "1",
         .meaning = "largest share of the power that may be hum, without a notch",
         .source = "engineering choice",
         .low = 0.0,
         .high = 1.0}),
    artifact_row<&Artifact::mains_share_notched>(
        {.key = "artifact.mains_share_notched",
         .unit = "1",
         .meaning = "the same where notches take the hum out",
         .source = "engineering choice",
         .low = 0.0,
         .high = 1.0}),
    artifact_row<&Artifact::mains_min_s>({.key = "artifact.mains_min_s",
                                          .unit = "s",
                                          .meaning = "shortest burst of hum",
                                          .source = "engineering choice",
                                          .low = 1.0,
                                          .high = 600.0}),
    artifact_row<&Artifact::mains_join_s>({.key = "artifact.mains_join_s",
                                           .unit = "s",
                                           .meaning = "pauses that do not end a burst of hum",
                                           .source = "engineering choice",
                                           .low = 0.0,
                                           .high = 600.0}),
    artifact_row<&Artifact::mains_usual_multiple>(
        {.key = "artifact.mains_usual_multiple",
         .unit = "1",
         .meaning = "hum of a burst as a multiple of its usual level",
         .source = "engineering choice",
         .low = 1.0,
         .high = 100.0}),
    artifact_row<&Artifact::mains_burst_share>(
        {.key = "artifact.mains_burst_share",
         .unit = "1",
         .meaning = "hum of a burst as a share of the RMS in the pass band",
         .source = "engineering choice",
         .low = 0.0,
         .high = 10.0}),
    artifact_row<&Artifact::lead_off_min_uv>({.key = "artifact.lead_off_min_uv",
                                              .unit = "uV",
                                              .meaning = "hum of a lead that is off",
                                              .source = "engineering choice",
                                              .low = 0.0,
                                              .high = 10000.0}),
    artifact_row<&Artifact::transient_s>(
        {.key = "artifact.transient_s",
         .unit = "s",
         .meaning = "jumps this near to a signal that stands still or clips belong to it",
         .source = "engineering choice",
         .low = 0.0,
         .high = 10.0}),
    artifact_row<&Artifact::motion_min_uv>({.key = "artifact.motion_min_uv",
                                            .unit = "uV",
                                            .meaning = "smallest RMS in 2-15 Hz that is motion",
                                            .source = "engineering choice",
                                            .low = 0.0,
                                            .high = 100000.0}),
    artifact_row<&Artifact::motion_band_multiple>(
        {.key = "artifact.motion_band_multiple",
         .unit = "1",
         .meaning = "motion as a multiple of the RMS in the pass band",
         .source = "engineering choice after De Luca 2010, J Biomech 43:1573",
         .low = 0.05,
         .high = 100.0}),
    artifact_row<&Artifact::motion_usual_multiple>(
        {.key = "artifact.motion_usual_multiple",
         .unit = "1",
         .meaning = "motion as a multiple of its median over the session",
         .source = "engineering choice",
         .low = 1.0,
         .high = 1000.0}),
    artifact_row<&Artifact::motion_peak_multiple>(
        {.key = "artifact.motion_peak_multiple",
         .unit = "1",
         .meaning = "the same for the highest bin of a motion",
         .source = "engineering choice",
         .low = 1.0,
         .high = 1000.0}),
    artifact_row<&Artifact::motion_join_s>(
        {.key = "artifact.motion_join_s",
         .unit = "s",
         .meaning = "swings that are closer than this are one motion",
         .source = "engineering choice",
         .low = 0.0,
         .high = 60.0}),
    artifact_row<&Artifact::pop_span_s>({.key = "artifact.pop_span_s",
                                         .unit = "s",
                                         .meaning = "a shorter disturbance is a pop",
                                         .source = "engineering choice",
                                         .low = 0.05,
                                         .high = 2.0}),
    artifact_row<&Artifact::ecg_usual_multiple>(
        {.key = "artifact.ecg_usual_multiple",
         .unit = "1",
         .meaning = "a heart beat as a multiple of the median RMS in 2-15 Hz",
         .source = "engineering choice",
         .low = 1.0,
         .high = 100.0}),
    artifact_row<&Artifact::ecg_band_multiple>(
        {.key = "artifact.ecg_band_multiple",
         .unit = "1",
         .meaning = "a heart beat as a multiple of the RMS in the pass band",
         .source = "engineering choice",
         .low = 0.01,
         .high = 10.0}),
    artifact_row<&Artifact::ecg_shortest_s>({.key = "artifact.ecg_shortest_s",
                                             .unit = "s",
                                             .meaning = "shortest interval between heart beats",
                                             .source = "150 beats a minute",
                                             .low = 0.2,
                                             .high = 1.0}),
    artifact_row<&Artifact::ecg_longest_s>({.key = "artifact.ecg_longest_s",
                                            .unit = "s",
                                            .meaning = "longest interval between heart beats",
                                            .source = "40 beats a minute",
                                            .low = 0.5,
                                            .high = 3.0}),
    artifact_row<&Artifact::ecg_tolerance>(
        {.key = "artifact.ecg_tolerance",
         .unit = "1",
         .meaning = "regular beats lie this near to their median interval",
         .source = "MATPLM uses 20 %",
         .low = 0.01,
         .high = 0.5}),
    artifact_row<&Artifact::ecg_regular_share>({.key = "artifact.ecg_regular_share",
                                                .unit = "1",
                                                .meaning = "share of regular intervals",
                                                .source = "engineering choice",
                                                .low = 0.1,
                                                .high = 1.0}),
    artifact_row<&Artifact::ecg_window_s>({.key = "artifact.ecg_window_s",
                                           .unit = "s",
                                           .meaning = "heart beats are judged over this time",
                                           .source = "MATPLM uses 30 s",
                                           .low = 5.0,
                                           .high = 120.0}),
    artifact_row<&Artifact::pop_min_uv>({.key = "artifact.pop_min_uv",
                                         .unit = "uV",
                                         .meaning = "smallest peak of an impulse",
                                         .source = "engineering choice",
                                         .low = 0.0,
                                         .high = 100000.0}),
    artifact_row<&Artifact::pop_crest>({.key = "artifact.pop_crest",
                                        .unit = "1",
                                        .meaning = "peak over the RMS of its own bin",
                                        .source = "engineering choice",
                                        .low = 1.0,
                                        .high = 20.0}),
    artifact_row<&Artifact::pop_surround_multiple>({.key = "artifact.pop_surround_multiple",
                                                    .unit = "1",
                                                    .meaning = "peak over the median RMS around it",
                                                    .source = "engineering choice",
                                                    .low = 2.0,
                                                    .high = 1000.0}),
    artifact_row<&Artifact::pop_surround_s>(
        {.key = "artifact.pop_surround_s",
         .unit = "s",
         .meaning = "what counts as around an impulse, to each side",
         .source = "engineering choice",
         .low = 0.2,
         .high = 10.0}),
    artifact_row<&Artifact::pop_recovery_s>({.key = "artifact.pop_recovery_s",
                                             .unit = "s",
                                             .meaning = "longest impulse",
                                             .source = "engineering choice",
                                             .low = 0.05,
                                             .high = 0.5}),
};

}  // namespace

std::span<const Option> rest_options() {
  return kRestOptions;
}

std::span<const Option> artifact_options() {
  return kArtifactOptions;
}

}  // namespace calfemg::pipeline
