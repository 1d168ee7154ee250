// SPDX-License-Identifier: Apache-2.0
#include "exchange/normalise.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace calfemg::exchange {
namespace {

constexpr double kPercent = 100.0;
constexpr double kTrimPercent = 0.5;    // of the DNE, at either end
constexpr double kComplete = 0.999999;  // coverage is single precision
constexpr const char* kAmplitude = "rms_uv";

std::vector<double> valid_values(const std::vector<float>& column, const std::vector<bool>& valid) {
  std::vector<double> values;
  values.reserve(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (valid[i] && std::isfinite(column[i])) values.push_back(static_cast<double>(column[i]));
  }
  return values;
}

void scale(std::vector<float>& column, double offset, double factor) {
  for (float& value : column)
    value = static_cast<float>((static_cast<double>(value) - offset) * factor);
}

// NaN in place of a level that is not known or 0.
double over(double numerator, double level) {
  return level > 0.0 ? numerator / level : core::kMissing;
}

void to_z(std::vector<float>& column, const std::vector<bool>& valid) {
  const auto values = valid_values(column, valid);
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0.0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  const double sd = std::sqrt(squares / (count - 1.0));
  scale(column, mean, over(1.0, sd));
}

void to_dne(std::vector<float>& column, const std::vector<bool>& valid) {
  auto values = valid_values(column, valid);
  std::sort(values.begin(), values.end());
  const double low = percentile_of_sorted(values, kTrimPercent);
  const double high = percentile_of_sorted(values, kPercent - kTrimPercent);
  scale(column, low, over(kPercent, high - low));
  for (float& value : column) {
    if (std::isfinite(value)) value = std::clamp(value, 0.0F, static_cast<float>(kPercent));
  }
}

}  // namespace

double percentile_of_sorted(const std::vector<double>& sorted, double percent) {
  if (sorted.empty()) return core::kMissing;
  const double place = static_cast<double>(sorted.size() - 1) * percent / kPercent;
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

std::vector<bool> valid_windows(const ChannelFeatures& features,
                                const SessionFacts& session,
                                double window_s) {
  std::vector<bool> valid(features.onset_s.size());
  for (std::size_t i = 0; i < valid.size(); ++i)
    valid[i] = static_cast<double>(features.coverage[i]) >= kComplete;
  for (const auto& event : session.events) {
    if (event.type != core::EventType::artifact) continue;
    if (std::find(event.channels.begin(), event.channels.end(), features.channel) ==
        event.channels.end())
      continue;
    const auto first = std::upper_bound(
        features.onset_s.begin(), features.onset_s.end(), event.onset_s - window_s);
    const auto end = std::lower_bound(first, features.onset_s.end(), event.end_s());
    for (auto at = first; at != end; ++at)
      valid[static_cast<std::size_t>(at - features.onset_s.begin())] = false;
  }
  return valid;
}

Column normalised(const Column& column, Normalisation how) {
  Column result = column;
  if (how == Normalisation::z) {
    result.name += "_z";
    result.unit = "1";
    result.meaning += "; z within the night: (x - mean) / SD of the channel's valid windows";
  } else if (column.name == kAmplitude && how == Normalisation::rest) {
    result.name = "rms_rest_multiple";
    result.unit = "1";
    result.meaning += "; divided by the channel's rest level";
  } else if (column.name == kAmplitude && how == Normalisation::mvc) {
    result.name = "rms_mvc_percent";
    result.unit = "%";
    result.meaning += "; per cent of the channel's maximal voluntary contraction";
  } else if (column.name == kAmplitude && how == Normalisation::dne) {
    result.name = "rms_dne";
    result.unit = "1";
    result.meaning +=
        "; 0 to 100 between the 0.5 and 99.5 % percentile of the night's valid windows (DNE)";
  }
  return result;
}

void normalise(ChannelFeatures& features,
               const std::vector<std::string>& names,
               const std::vector<bool>& valid,
               const ChannelFacts& channel,
               Normalisation how) {
  if (how == Normalisation::none) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto& column = features.values[i];
    if (how == Normalisation::z) to_z(column, valid);
    if (names[i] != kAmplitude) continue;
    if (how == Normalisation::rest) scale(column, 0.0, over(1.0, channel.rest_uv));
    if (how == Normalisation::mvc) scale(column, 0.0, over(kPercent, channel.mvc_uv));
    if (how == Normalisation::dne) to_dne(column, valid);
  }
}

}  // namespace calfemg::exchange
