// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

template <auto Member>
constexpr Option row(const OptionText& text) {
  return bind<&Options::detect, &detect::DetectOptions::plm, Member>(text);
}

using Plm = detect::PlmOptions;

constexpr std::array kPlmOptions{
    row<&Plm::enabled>({.key = "plm.enabled",
                        .meaning = "mark the leg movements that are members of a periodic series",
                        .source = "engineering choice"}),
    row<&Plm::rules>({.key = "plm.rules",
                      .meaning = "rules by which leg movements are combined and series are formed",
                      .source = "WASM/IRLSSG 2016: Ferri, Sleep Med 26:86; AASM manual",
                      .words = "wasm2016 aasm2016"}),
    row<&Plm::join_gap_s>({.key = "plm.join_gap_s",
                           .unit = "s",
                           .meaning = "pauses of one leg below this join two movements",
                           .source = "WASM 2016",
                           .low = 0.0,
                           .high = 5.0}),
    row<&Plm::min_duration_s>({.key = "plm.min_duration_s",
                               .unit = "s",
                               .meaning = "shorter movements of one leg are none",
                               .source = "WASM 2016, AASM",
                               .low = 0.0,
                               .high = 5.0}),
    row<&Plm::max_one_leg_s>({.key = "plm.max_one_leg_s",
                              .unit = "s",
                              .meaning = "longer movements of one leg are no candidates",
                              .source = "WASM 2016, AASM",
                              .low = 1.0,
                              .high = 60.0}),
    row<&Plm::bilateral_gap_s>(
        {.key = "plm.bilateral_gap_s",
         .unit = "s",
         .meaning = "a movement that begins this soon after another's end is part of it",
         .source = "WASM 2016",
         .low = 0.0,
         .high = 5.0}),
    row<&Plm::max_parts>({.key = "plm.max_parts",
                          .unit = "1",
                          .meaning = "combined movements with more parts are no candidates",
                          .source = "WASM 2016",
                          .low = 1.0,
                          .high = 20.0}),
    row<&Plm::max_bilateral_s>({.key = "plm.max_bilateral_s",
                                .unit = "s",
                                .meaning = "longer combined movements are no candidates",
                                .source = "WASM 2016",
                                .low = 1.0,
                                .high = 60.0}),
    row<&Plm::min_interval_s>(
        {.key = "plm.min_interval_s",
         .unit = "s",
         .meaning = "shortest interval from onset to onset in a series, itself included",
         .source = "WASM 2016",
         .low = 0.0,
         .high = 60.0}),
    row<&Plm::max_interval_s>({.key = "plm.max_interval_s",
                               .unit = "s",
                               .meaning = "longest interval from onset to onset in a series",
                               .source = "WASM 2016, AASM",
                               .low = 10.0,
                               .high = 600.0}),
    row<&Plm::max_interval_included>(
        {.key = "plm.max_interval_included",
         .meaning = "whether an interval of exactly that length belongs to a series",
         .source = "PLMScoRe: true; SOMAS: false"}),
    row<&Plm::short_interval_starts_series>(
        {.key = "plm.short_interval_starts_series",
         .meaning = "whether a movement after too short an interval may begin a series",
         .source = "PLMScoRe, MATPLM: true; SOMAS: false"}),
    row<&Plm::min_series>({.key = "plm.min_series",
                           .unit = "1",
                           .meaning = "fewest movements of a series",
                           .source = "WASM 2016, AASM",
                           .low = 2.0,
                           .high = 20.0}),
    row<&Plm::respiratory_before_s>(
        {.key = "plm.respiratory_before_s",
         .unit = "s",
         .meaning = "a movement this long before the end of a respiratory event goes with it",
         .source = "WASM 2016",
         .low = 0.0,
         .high = 60.0}),
    row<&Plm::respiratory_after_s>({.key = "plm.respiratory_after_s",
                                    .unit = "s",
                                    .meaning = "a movement this long after that end goes with it",
                                    .source = "WASM 2016",
                                    .low = 0.0,
                                    .high = 60.0}),
    row<&Plm::arousal_gap_s>({.key = "plm.arousal_gap_s",
                              .unit = "s",
                              .meaning = "an arousal this near to a movement goes with it",
                              .source = "WASM 2016, AASM",
                              .low = 0.0,
                              .high = 10.0}),
    row<&Plm::arousal_gap_included>(
        {.key = "plm.arousal_gap_included",
         .meaning = "whether an arousal at exactly that distance goes with it",
         .source = "PLMScoRe: true; the text of WASM 2016: false"}),
    row<&Plm::aasm_onset_gap_s>(
        {.key = "plm.aasm_onset_gap_s",
         .unit = "s",
         .meaning = "AASM: onsets of two legs closer than this are one movement",
         .source = "AASM manual",
         .low = 0.0,
         .high = 10.0}),
    row<&Plm::aasm_min_interval_s>(
        {.key = "plm.aasm_min_interval_s",
         .unit = "s",
         .meaning = "AASM: shortest interval in a series, itself included",
         .source = "AASM manual",
         .low = 0.0,
         .high = 60.0}),
    row<&Plm::aasm_respiratory_margin_s>(
        {.key = "plm.aasm_respiratory_margin_s",
         .unit = "s",
         .meaning = "AASM: movements this near to a respiratory event are not scored",
         .source = "AASM manual",
         .low = 0.0,
         .high = 10.0}),
};

}  // namespace

std::span<const Option> plm_options() {
  return kPlmOptions;
}

}  // namespace calfemg::pipeline
