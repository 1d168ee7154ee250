// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_texture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detect/head_envelope.hpp"
#include "detect/modulation_spectrum.hpp"
#include "detect/numbers.hpp"
#include "detect/superimposed.hpp"

namespace calfemg::detect {
namespace {

constexpr double kShortScaleS = 0.2;  // a few discharges of a unit
constexpr double kLongScaleS = 2.0;   // slower than the common modulation
constexpr std::size_t kLeastMeans = 4;
constexpr double kLeastSegmentS = 3.0;
constexpr double kSmoothingS = 0.25;  // of the envelope that shows bursts
constexpr double kSmallestUv = 1e-3;  // keeps the logarithm finite

// Bands in Hz: the common modulation in cramp (Minetto 2009), trains (Yang 2010), everything.
constexpr FrequencyBand kCommonBand{1.1, 1.8};
constexpr FrequencyBand kRhythmBand{0.5, 4.0};
constexpr FrequencyBand kWholeBand{0.5, 8.0};

struct Bins {
  std::vector<double> log_envelope;
  std::vector<double> crest;  ///< ln(peak / RMS) of a bin
};

/// Bins that are usable and lie in no burst on top.
Bins usable_bins(const ChannelView& channel, const core::Interval& interval) {
  const core::ChannelTable& table = *channel.table;
  const Run run = bins_between(table.bins, interval.start_s, interval.end_s());
  const ChannelView* const one = &channel;
  const std::vector<double> smooth =
      without_bursts(head_envelope({&one, 1}, interval, kSmoothingS), table.bins.step_s);
  Bins bins;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (channel.artifacts.usable[i] == 0 || std::isnan(smooth[i - run.begin])) continue;
    const double rms_uv = std::max(kSmallestUv, static_cast<double>(table.envelope_uv[i]));
    bins.log_envelope.push_back(std::log(rms_uv));
    bins.crest.push_back(
        std::log(std::max(kSmallestUv, static_cast<double>(table.peak_uv[i])) / rms_uv));
  }
  return bins;
}

double variance_of_differences(const std::vector<double>& values) {
  double sum = 0.0;
  for (std::size_t i = 1; i < values.size(); ++i)
    sum += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
  return sum / static_cast<double>(values.size() - 1);
}

}  // namespace

double roughness(std::span<const double> log_envelope, std::size_t scale) {
  const std::size_t count = log_envelope.size() / std::max<std::size_t>(1, scale);
  if (count < kLeastMeans) return core::kMissing;
  std::vector<double> means;
  for (std::size_t i = 0; i < count; ++i) {
    const auto piece = log_envelope.subspan(i * scale, scale);
    double sum = 0.0;
    for (const double value : piece)
      sum += value;
    means.push_back(sum / static_cast<double>(scale));
  }
  const double slow = variance_of_differences(means);
  const double fast = variance_of_differences({log_envelope.begin(), log_envelope.end()});
  if (!(slow > 0.0) || !(fast > 0.0)) return core::kMissing;
  return std::log(slow * static_cast<double>(scale) / fast);
}

void describe_texture(CrampEvidence& evidence,
                      const ChannelView& channel,
                      const core::Interval& candidate) {
  const double step_s = channel.table->bins.step_s;
  const Bins bins = usable_bins(channel, candidate);
  evidence.crest = median(bins.crest);
  evidence.roughness_short = roughness(bins.log_envelope, steps_in(kShortScaleS, step_s, 1));
  evidence.roughness_long = roughness(bins.log_envelope, steps_in(kLongScaleS, step_s, 1));
  if (bins.log_envelope.size() < steps_in(kLeastSegmentS, step_s, 1)) return;
  const ModulationSpectrum spectrum = modulation_spectrum(bins.log_envelope, step_s, kWholeBand);
  const double whole = spectrum.mean(kWholeBand);
  if (!(whole > 0.0)) return;
  evidence.common_modulation = std::log(spectrum.mean(kCommonBand) / whole);
  evidence.rhythm_prominence = std::log(spectrum.highest(kRhythmBand) / whole);
}

}  // namespace calfemg::detect
