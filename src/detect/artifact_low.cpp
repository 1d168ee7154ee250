// SPDX-License-Identifier: Apache-2.0
#include "detect/artifact_low.hpp"

#include <algorithm>
#include <cmath>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

double median_of(const std::vector<float>& values) {
  std::vector<double> known;
  known.reserve(values.size());
  for (const float value : values) {
    if (!std::isnan(value)) known.push_back(static_cast<double>(value));
  }
  return median(std::move(known));
}

}  // namespace

LowFrequency low_frequency(const core::ChannelTable& table, const ArtifactOptions& options) {
  LowFrequency found;
  found.disturbed.assign(table.envelope_uv.size(), 0);
  found.usual_uv = median_of(table.low_envelope_uv);
  const double band_uv = median_of(table.envelope_uv);
  const double least_uv =
      std::max(options.motion_min_uv, options.motion_usual_multiple * found.usual_uv);
  for (std::size_t i = 0; i < table.low_envelope_uv.size(); ++i) {
    const auto low_uv = static_cast<double>(table.low_envelope_uv[i]);
    const double muscle_uv = std::max(band_uv, static_cast<double>(table.envelope_uv[i]));
    const bool more = low_uv >= least_uv && low_uv >= options.motion_band_multiple * muscle_uv;
    found.disturbed[i] = more ? 1 : 0;
  }
  return found;
}

}  // namespace calfemg::detect
