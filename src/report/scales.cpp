// SPDX-License-Identifier: Apache-2.0
#include "report/scales.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "report/envelope.hpp"

namespace calfemg::report {
namespace {

constexpr std::array<double, 14> kSteps{
    1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400};
constexpr double kLongestStep = 86400.0;
constexpr double kMinute = 60.0;
constexpr double kHairSeconds = 0.001;
constexpr double kDay = 86400.0;
constexpr double kTen = 10.0;
constexpr double kLowestUv = 0.1;
constexpr double kUsualLowUv = 1.0;
constexpr double kUsualHighUv = 100.0;
constexpr double kHighestUv = 1e6;

// Of valid envelope values; begins with the usual range.
struct Extremes {
  double low = kUsualLowUv;
  double high = kUsualHighUv;

  void add(const core::ChannelTable& channel, double start_s, double end_s) {
    const std::size_t last = std::min(channel.bins.first_from(end_s), channel.envelope_uv.size());
    for (std::size_t i = channel.bins.first_from(start_s); i < last; ++i) {
      const auto uv = static_cast<double>(channel.envelope_uv[i]);
      if (!std::isfinite(uv)) continue;
      high = std::max(high, uv);
      if (uv > 0.0) low = std::min(low, uv);
    }
  }
};

double step_for(double seconds, int most) {
  for (const double step : kSteps) {
    if (seconds / step <= most) return step;
  }
  return kLongestStep;
}

}  // namespace

double TimeScale::x(double seconds) const {
  const double fraction = end_s > start_s ? (seconds - start_s) / (end_s - start_s) : 0.0;
  return left + std::clamp(fraction, 0.0, 1.0) * width;
}

std::vector<Tick> time_ticks(const TimeScale& scale, const Clock& clock, int most) {
  const double step = step_for(scale.seconds(), most);
  const double day_offset = clock.start_of_day_offset_s();
  std::vector<Tick> ticks;
  const auto first = static_cast<long long>(std::ceil((scale.start_s + day_offset) / step));
  const auto last = static_cast<long long>(std::floor((scale.end_s + day_offset) / step));
  for (long long k = first; k <= last; ++k) {
    const double of_day = static_cast<double>(k) * step;
    // A hair later, so that the clock does not round 23:00 down to 22:59.
    const double seconds = of_day - day_offset + kHairSeconds;
    const bool midnight = clock.knows_time_of_day() && std::fmod(of_day, kDay) < 0.5;
    ticks.push_back({of_day - day_offset,
                     step < kMinute ? clock.at(seconds) : clock.to_the_minute(seconds),
                     midnight});
  }
  return ticks;
}

double AmplitudeScale::fraction(double uv) const {
  const double bounded = std::clamp(uv, low_uv, high_uv);
  return std::log10(bounded / low_uv) / std::log10(high_uv / low_uv);
}

AmplitudeScale amplitude_scale(std::span<const core::ChannelTable* const> channels,
                               const std::vector<core::Event>& events,
                               const core::Interval& window) {
  Extremes extremes;
  for (const auto* channel : channels) {
    double from_s = window.start_s;
    for (const auto& artifact : merged(artifacts_of(*channel, events), 0.0)) {
      extremes.add(*channel, from_s, std::min(artifact.start_s, window.end_s()));
      from_s = std::max(from_s, artifact.end_s());
    }
    extremes.add(*channel, from_s, window.end_s());
  }
  return {std::pow(kTen, std::floor(std::log10(std::max(extremes.low, kLowestUv)))),
          std::pow(kTen, std::ceil(std::log10(std::min(extremes.high, kHighestUv))))};
}

std::vector<Tick> amplitude_ticks(const AmplitudeScale& scale) {
  const auto decades = std::lround(std::log10(scale.high_uv / scale.low_uv));
  std::vector<Tick> ticks;
  for (long k = 0; k <= decades; ++k) {
    const double uv = scale.low_uv * std::pow(kTen, static_cast<double>(k));
    ticks.push_back({uv, core::number_text(std::round(uv * kTen) / kTen), false});
  }
  return ticks;
}

}  // namespace calfemg::report
