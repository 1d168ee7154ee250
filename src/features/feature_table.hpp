// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "core/session_table.hpp"
#include "features/quality_indices.hpp"
#include "features/requirement.hpp"
#include "features/spectral.hpp"
#include "features/spectrum.hpp"
#include "features/time_domain.hpp"

namespace calfemg::features {

/// A frame as the formulas see it: what several of them share is computed once.
struct PreparedFrame {
  double rate_hz = 0.0;
  TimeSums sums;  ///< of the filtered samples without mean
  CentralMoments moments;
  SlopeVariances slopes;
  Spectrum clean;
  BandSpectrum band;  ///< `clean` inside the pass band
  SpectralMoments spectral;
  Spectrum raw;
  BandSpectrum raw_band;  ///< `raw` above 0 Hz and below the top of the recorded band
  DensityExtremes raw_density;
  double raw_top_hz = 0.0;
  const core::ChannelConditions* conditions = nullptr;
};

/// A feature: all that the program knows about it.
struct FeatureRow {
  std::string_view name;  ///< with its unit, where it has one
  std::string_view unit;
  std::string_view meaning;  ///< one sentence with the formula
  Requirement needs;
  double (*compute)(const PreparedFrame&);  ///< NaN when this frame does not give it
};

/// All features in the order of the columns.
[[nodiscard]] std::span<const FeatureRow> feature_table();

}  // namespace calfemg::features
