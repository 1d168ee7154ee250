// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "features/feature_extractor.hpp"
#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

using Features = features::FeatureOptions;

constexpr std::array kFeatureOptions{
    bind<&Options::features, &Features::window_s>(
        {.key = "features.window_s",
         .unit = "s",
         .meaning = "length of an analysis window",
         .source = "1 to 3 s: Veiersted 2013, J Electromyogr Kinesiol 23:540",
         .low = 0.1,
         .high = 60.0}),
    bind<&Options::features, &Features::hop_s>(
        {.key = "features.hop_s",
         .unit = "s",
         .meaning = "distance between the starts of two windows",
         .source = "half a window: no event falls between two windows",
         .low = 0.05,
         .high = 60.0}),
    bind<&Options::features, &Features::threshold_noise>(
        {.key = "features.threshold_noise",
         .unit = "1",
         .meaning = "threshold of ZC, SSC and WAMP as a multiple of the channel's noise RMS",
         .source = "engineering choice: 3 SD of the noise; the threshold is exported",
         .low = 0.0,
         .high = 100.0}),
    bind<&Options::features, &Features::only>(
        {.key = "features.only",
         .meaning = "names of the features to compute, e.g. [\"rms_uv\"]; an empty list: all",
         .source = "docs/features.md lists the names",
         .known_words = &features::feature_names}),
};

}  // namespace

std::span<const Option> feature_options() {
  return kFeatureOptions;
}

}  // namespace calfemg::pipeline
