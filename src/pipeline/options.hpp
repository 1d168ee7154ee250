// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/options.hpp"
#include "features/options.hpp"
#include "signal/options.hpp"

namespace calfemg::pipeline {

/// Every number that varies between pipelines. Each room owns its part.
struct Options {
  signal::SignalOptions signal;
  features::FeatureOptions features;
  detect::DetectOptions detect;
};

}  // namespace calfemg::pipeline
