// SPDX-License-Identifier: Apache-2.0
#include "features/feature_extractor.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/error.hpp"
#include "core/expects.hpp"
#include "core/recording.hpp"
#include "core/text.hpp"

namespace calfemg::features {
namespace {

void check_known(const std::vector<std::string>& wanted) {
  const std::vector<std::string> known = feature_names();
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string problem = "there is no feature \"" + name + "\"";
    if (const auto near = core::nearest(name, known))
      problem += "; did you mean \"" + *near + "\"?";
    throw core::ConfigError("features.only", problem);
  }
}

std::vector<FeatureRow> selected_rows(const FeatureOptions& options) {
  check_known(options.only);
  const auto is_wanted = [&options](const FeatureRow& row) {
    return options.only.empty() ||
           std::find(options.only.begin(), options.only.end(), row.name) != options.only.end();
  };
  std::vector<FeatureRow> rows;
  std::copy_if(feature_table().begin(), feature_table().end(), std::back_inserter(rows), is_wanted);
  return rows;
}

float cell(double value) {
  constexpr auto kLargest = static_cast<double>(std::numeric_limits<float>::max());
  const bool fits = std::abs(value) <= kLargest;  // false for NaN
  return fits ? static_cast<float>(value) : std::numeric_limits<float>::quiet_NaN();
}

}  // namespace

std::vector<std::string> feature_names() {
  std::vector<std::string> names;
  for (const FeatureRow& row : feature_table())
    names.emplace_back(row.name);
  return names;
}

std::vector<core::FeatureColumn> feature_columns(const FeatureOptions& options) {
  std::vector<core::FeatureColumn> columns;
  for (const FeatureRow& row : selected_rows(options))
    columns.push_back({std::string(row.name), std::string(row.unit), std::string(row.meaning)});
  return columns;
}

FeatureExtractor::FeatureExtractor(core::Hertz rate,
                                   const core::ChannelConditions& conditions,
                                   const FeatureOptions& options)
    : rate_(rate),
      conditions_(conditions),
      threshold_uv_(count_threshold_uv(conditions, options)),
      analysed_{conditions.band.low_hz, conditions.band.high_hz},
      raw_top_hz_(std::min(kQualityTopHz, recorded_band(rate, conditions).high_hz)),
      rows_(selected_rows(options)) {
  CALFEMG_EXPECTS(rate.value() > 0.0);
  for (const FeatureRow& row : rows_)
    missing_because_.push_back(reason_missing(row.needs, rate, conditions));
}

PreparedFrame FeatureExtractor::prepared(const FrameInput& frame) {
  centred_uv_.resize(frame.clean_uv.size());
  remove_mean(frame.clean_uv, centred_uv_);
  PreparedFrame ready;
  ready.rate_hz = rate_.value();
  ready.sums = time_sums(centred_uv_, threshold_uv_);
  ready.moments = central_moments(ready.sums);
  ready.slopes = slope_variances(ready.sums);
  ready.clean = {frame.clean_psd, frame.bin_width_hz};
  ready.band = slice(ready.clean, analysed_);
  ready.spectral = spectral_moments(ready.band);
  ready.raw = {frame.raw_psd, frame.bin_width_hz};
  ready.raw_top_hz = raw_top_hz_;
  ready.raw_band = slice(ready.raw, {0.5 * frame.bin_width_hz, ready.raw_top_hz});
  ready.raw_density = density_extremes(slice(ready.raw, {kDensityFromHz, ready.raw_top_hz}));
  ready.conditions = &conditions_;
  return ready;
}

void FeatureExtractor::extract(const FrameInput& frame, std::span<float> row) {
  CALFEMG_EXPECTS(row.size() == rows_.size());
  const PreparedFrame ready = prepared(frame);
  for (std::size_t column = 0; column < rows_.size(); ++column) {
    const bool computed = missing_because_[column].empty();
    row[column] = cell(computed ? rows_[column].compute(ready) : core::kMissing);
  }
}

}  // namespace calfemg::features
