// SPDX-License-Identifier: Apache-2.0
#include "features/requirement.hpp"

#include <algorithm>
#include <cmath>

#include "core/recording.hpp"
#include "core/text.hpp"

namespace calfemg::features {
namespace {

constexpr double kEdgeToleranceHz = 1e-6;  // an edge that was computed is not exact

bool covers(Band covered, Band needed) {
  return covered.low_hz <= needed.low_hz + kEdgeToleranceHz &&
         covered.high_hz >= needed.high_hz - kEdgeToleranceHz;
}

std::string text(Band band) {
  return core::number_text(band.low_hz) + "-" + core::number_text(band.high_hz) + " Hz";
}

std::string reason_noise(const core::ChannelConditions& conditions) {
  if (conditions.noise_uv > 0.0) return {};
  if (std::isnan(conditions.noise_uv))
    return "needs the noise level of the channel, which is not known";
  return "needs a noise level above 0 uV: the channel is flat where it is quietest";
}

std::string reason_filtered(Band needed, const core::PassBand& band) {
  const Band covered{band.low_hz, band.high_hz};
  if (covers(covered, needed)) return {};
  std::string reason = "needs " + text(needed) + ", the recording covers " + text(covered);
  if (!band.limited_by.empty()) reason += " (" + band.limited_by + ")";
  return reason;
}

std::string reason_recorded(Band needed, Band covered) {
  if (covers(covered, needed)) return {};
  return "needs " + text(needed) + " before the filters, the recorder covers " + text(covered);
}

}  // namespace

double count_threshold_uv(const core::ChannelConditions& conditions,
                          const FeatureOptions& options) {
  if (!(conditions.noise_uv > 0.0)) return core::kMissing;
  return options.threshold_noise * conditions.noise_uv;
}

Band recorded_band(core::Hertz rate, const core::ChannelConditions& conditions) {
  const double nyquist_hz = rate.value() / 2.0;
  const double low_hz =
      std::isnan(conditions.recorder_highpass_hz) ? 0.0 : conditions.recorder_highpass_hz;
  const double high_hz =
      std::isnan(conditions.recorder_lowpass_hz) ? nyquist_hz : conditions.recorder_lowpass_hz;
  return {low_hz, std::min(high_hz, nyquist_hz)};
}

std::string reason_missing(const Requirement& needs,
                           core::Hertz rate,
                           const core::ChannelConditions& conditions) {
  switch (needs.what) {
    case Needs::nothing:
      return {};
    case Needs::noise_level:
      return reason_noise(conditions);
    case Needs::filtered_band:
      return reason_filtered(needs.band, conditions.band);
    case Needs::recorded_band:
      return reason_recorded(needs.band, recorded_band(rate, conditions));
  }
  return {};
}

}  // namespace calfemg::features
