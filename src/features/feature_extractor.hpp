// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "core/session_table.hpp"
#include "features/feature_table.hpp"
#include "features/options.hpp"
#include "features/spectrum.hpp"

namespace calfemg::features {

/// One analysis window of one channel. Spectra are one-sided, uV^2/Hz, of the Hann-windowed frame
/// without its mean; sum(psd) * bin_width_hz is the variance of the windowed frame, divided by the
/// mean square of the window.
struct FrameInput {
  std::span<const double> clean_uv;  ///< after band-pass and notches, no NaN
  std::span<const double> raw_uv;    ///< as recorded; no column looks at it so far
  std::span<const double> clean_psd;
  std::span<const double> raw_psd;
  double bin_width_hz = 0.0;
};

/// Names of all features, in column order.
[[nodiscard]] std::vector<std::string> feature_names();

/// The columns that `options.only` selects (all when it is empty), in table order whatever the
/// order of the names, each once; the same for every channel.
/// @throws core::ConfigError for a name that is no feature
[[nodiscard]] std::vector<core::FeatureColumn> feature_columns(const FeatureOptions& options);

/// Turns the frames of one channel into rows of numbers. Takes no memory once the first frame of a
/// length was seen.
class FeatureExtractor {
 public:
  /// @throws core::ConfigError for a name in options.only that is no feature
  FeatureExtractor(core::Hertz rate,
                   const core::ChannelConditions& conditions,
                   const FeatureOptions& options);

  /// One text for each column; empty: computed. Else why this channel never has it, for example
  /// "needs 30-350 Hz, the recording covers 20-100 Hz".
  [[nodiscard]] const std::vector<std::string>& missing_because() const { return missing_because_; }

  /// @param row  one cell for each column; NaN: missing on this channel, or not given by this frame
  ///             (too few samples, a ratio of a flat frame). Never infinite.
  void extract(const FrameInput& frame, std::span<float> row);

 private:
  [[nodiscard]] PreparedFrame prepared(const FrameInput& frame);

  core::Hertz rate_;
  core::ChannelConditions conditions_;
  double threshold_uv_;
  Band analysed_;      ///< the pass band
  double raw_top_hz_;  ///< the quality indices look no further
  std::vector<FeatureRow> rows_;
  std::vector<std::string> missing_because_;
  std::vector<double> centred_uv_;
};

}  // namespace calfemg::features
